package io.gradus.cli;

import io.gradus.Shape;
import io.gradus.train.Column;
import io.gradus.train.Json;
import io.gradus.train.Prediction;
import io.gradus.train.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Predictions as CSV or JSON.
///
/// Where a row has several labels, such as one for each time step, CSV has a line for each row and
/// step, so that the number of columns does not depend on how many steps there are.
///
/// @param column what is predicted, of classes
/// @param kind what each answer is for, such as `file`
/// @param named which of them each is for, or none
record Answers(Target target, String column, String kind, List<?> named) {
  private static final String STEP = "step";

  Answers {
    named = List.copyOf(named);
  }

  /// Answers for the rows of one file.
  Answers(Target target, String column) {
    this(target, column, "", List.of());
  }

  /// A header and a line for each answer, or for each step of each.
  String csv(List<Prediction> answers) {
    StringBuilder text = new StringBuilder(header());
    for (int row = 0; row < answers.size(); row++) {
      Prediction answer = answers.get(row);
      if (target instanceof Target.Classes classes) {
        steps(text, row, classes, answer);
      } else {
        List<String> cells = name(row);
        cells.addAll(numbers(answer.numbers()));
        text.append(line(cells));
      }
    }
    return text.toString();
  }

  private String header() {
    List<String> cells = new ArrayList<>(named.isEmpty() ? List.of() : List.of(kind));
    switch (target) {
      case Target.Classes classes -> {
        int axes = classes.each().rank();
        if (axes > 0) {
          cells.add("row");
        }
        for (int axis = 1; axis <= axes; axis++) {
          cells.add(axes == 1 ? STEP : STEP + axis);
        }
        cells.add("predicted_" + column);
        classes.names().forEach(name -> cells.add("probability_" + name));
      }
      case Target.Values values -> values.names().forEach(name -> cells.add("predicted_" + name));
    }
    return line(cells);
  }

  private List<String> name(int row) {
    List<String> cells = new ArrayList<>();
    if (!named.isEmpty()) {
      cells.add(named.get(row).toString());
    }
    return cells;
  }

  private void steps(StringBuilder text, int row, Target.Classes classes, Prediction answer) {
    int[] labels = answer.labels();
    for (int step = 0; step < labels.length; step++) {
      List<String> cells = name(row);
      if (classes.each().rank() > 0) {
        cells.add(Integer.toString(row + 1));
        cells.addAll(place(classes.each(), step));
      }
      cells.add(classes.names().get(labels[step]));
      cells.addAll(shares(probabilities(answer, step, labels.length)));
      text.append(line(cells));
    }
  }

  /// Where the labels of a row have several axes: the place along each, counted from 1.
  private static List<String> place(Shape each, int step) {
    List<String> places = new ArrayList<>();
    int rest = step;
    for (int axis = each.rank() - 1; axis >= 0; axis--) {
      places.addFirst(Integer.toString(rest % each.length(axis) + 1));
      rest /= each.length(axis);
    }
    return places;
  }

  private static float[] probabilities(Prediction answer, int step, int steps) {
    int width = answer.numbers().length / steps;
    float[] own = new float[width];
    for (int i = 0; i < width; i++) {
      own[i] = (float) answer.numbers()[step * width + i];
    }
    return own;
  }

  private static List<String> shares(float[] probabilities) {
    List<String> cells = new ArrayList<>();
    for (float probability : probabilities) {
      cells.add(Float.toString(probability));
    }
    return cells;
  }

  private static List<String> numbers(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Column::plain).toList();
  }

  /// RFC 4180, section 2: cells with separators, quotes or line ends are quoted.
  private static String line(List<String> cells) {
    List<String> quoted = new ArrayList<>();
    for (String cell : cells) {
      boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
      quoted.add(plain ? cell : '"' + cell.replace("\"", "\"\"") + '"');
    }
    return String.join(",", quoted) + "\n";
  }

  /// An object for each answer, each on a line of its own.
  String json(List<Prediction> answers) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < answers.size(); row++) {
      Map<String, Object> object = new LinkedHashMap<>();
      if (!named.isEmpty()) {
        object.put(kind, named.get(row));
      }
      object.putAll(object(answers.get(row)));
      text.append(Json.write(object)).append('\n');
    }
    return text.toString();
  }

  private Map<String, Object> object(Prediction answer) {
    if (!(target instanceof Target.Classes classes)) {
      Map<String, Object> numbers = new LinkedHashMap<>();
      for (int i = 0; i < answer.numbers().length; i++) {
        numbers.put(answer.names().get(i), answer.numbers()[i]);
      }
      return Map.of("prediction", numbers);
    }
    int[] labels = answer.labels();
    List<Object> names = new ArrayList<>();
    List<Object> probabilities = new ArrayList<>();
    for (int step = 0; step < labels.length; step++) {
      names.add(classes.names().get(labels[step]));
      probabilities.add(byName(classes.names(), probabilities(answer, step, labels.length)));
    }
    boolean several = classes.each().rank() > 0;
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("prediction", several ? names : names.getFirst());
    object.put("probabilities", several ? probabilities : probabilities.getFirst());
    return object;
  }

  private static Map<String, Object> byName(List<String> names, float[] values) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      object.put(names.get(i), values[i]);
    }
    return object;
  }
}
