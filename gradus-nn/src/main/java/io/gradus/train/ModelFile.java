package io.gradus.train;

import io.gradus.Param;
import io.gradus.Parameters;
import io.gradus.exec.Engine;
import io.gradus.graph.Kind;
import io.gradus.nn.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A [SavedModel] as safetensors, and back.
final class ModelFile {
  static final String KEY = "gradus.model";
  static final String CHECKPOINT = "gradus.checkpoint";
  static final int FORMAT = 2;

  /// The format of models with one input of numbers called `x`, which older versions read.
  private static final int FIRST = 1;

  private ModelFile() {}

  /// Parameters, buffers and constants by name.
  ///
  /// @throws IllegalArgumentException if two share a name
  static Map<String, StoredArray> arrays(SavedModel.Content content) {
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    Weights.put("", content.parameters(), arrays);
    Weights.put("", content.buffers(), arrays);
    if (arrays.size() != content.parameters().list().size() + content.buffers().list().size()) {
      throw new IllegalArgumentException(
          "a parameter and a buffer share a path: give each its own name");
    }
    return arrays;
  }

  static Safetensors write(SavedModel.Content content) {
    Map<String, Object> map = new LinkedHashMap<>();
    List<Input> inputs = content.inputs();
    if (inputs.equals(List.of(new Input(Input.ONLY, inputs.getFirst().sample(), Kind.FLOAT)))) {
      map.put("format", FIRST);
      map.put("sample", Attributes.of(inputs.getFirst().sample()));
    } else {
      map.put("format", FORMAT);
      map.put("inputs", inputs.stream().map(ModelFile::input).toList());
    }
    map.put("outputs", content.outputs().name().toLowerCase(Locale.ROOT));
    map.put("preprocessing", content.preprocessing().toMap());
    map.put("provenance", content.provenance().toMap());
    map.put("parameters", content.parameters().list().stream().map(Param::path).toList());
    map.put("buffers", content.buffers().list().stream().map(Param::path).toList());
    map.put(
        "frozen",
        content.parameters().list().stream().filter(Param::frozen).map(Param::path).toList());
    map.put("graph", content.graph());
    Map<String, StoredArray> arrays = arrays(content);
    arrays.putAll(content.constants());
    Map<String, String> metadata = new LinkedHashMap<>(content.attached());
    metadata.put(KEY, Json.write(map));
    return new Safetensors(metadata, arrays);
  }

  /// @throws FileFormatException if the file is no saved model
  static SavedModel read(String source, Safetensors file) {
    String text = file.metadata().get(KEY);
    if (text == null) {
      throw new ModelFileException(
          source,
          file.metadata().containsKey(CHECKPOINT)
              ? "this is a checkpoint of a training run, not a saved model"
              : "the file has no \"" + KEY + "\" in its metadata: it was not saved by Gradus",
          file.metadata().containsKey(CHECKPOINT)
              ? "go on with gradus train --resume, or Trainer.resume(path), and save the model then"
              : "save a model with SavedModel.save(path) or gradus train --out");
    }
    Attributes map = new Attributes(source, Json.parseObject(source + ", " + KEY, text));
    requireFormat(source, KEY, map, FORMAT);
    try {
      return new SavedModel(source, content(map, file.arrays(), attached(file)), Engine.shared());
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ModelFileException(
          source,
          "the description of the model does not hold together: " + e.getMessage(),
          "save the model anew, or copy the file again");
    }
  }

  private static Map<String, String> attached(Safetensors file) {
    Map<String, String> attached = new HashMap<>(file.metadata());
    attached.remove(KEY);
    return Map.copyOf(attached);
  }

  /// @throws IllegalArgumentException if a text cannot have this name
  static void requireFree(String name) {
    if (name.isEmpty()
        || name.equals(KEY)
        || name.equals(CHECKPOINT)
        || name.equals(Safetensors.CHECKSUM)) {
      throw new IllegalArgumentException(
          "a text that goes with a model cannot be called \"%s\": choose another name"
              .formatted(name));
    }
  }

  static void requireFormat(String source, String key, Attributes map, int newest) {
    Object format = map.map().get("format");
    if (!(format instanceof Long number) || number < 1 || number > newest) {
      throw new ModelFileException(
          source,
          key + " is of format " + format + ", this version reads 1 to " + newest,
          "read it with the version of Gradus that wrote it, or a newer one");
    }
  }

  private static SavedModel.Content content(
      Attributes map, Map<String, StoredArray> arrays, Map<String, String> attached) {
    Map<String, StoredArray> rest = new HashMap<>(arrays);
    Parameters parameters = take(map, "parameters", rest);
    Parameters buffers = take(map, "buffers", rest);
    buffers.list().forEach(buffer -> buffer.freeze(true));
    for (String name : map.texts("frozen")) {
      Param param = parameters.find(name);
      if (param == null) {
        throw map.wrong("frozen", "names of parameters");
      }
      param.freeze(true);
    }
    for (String name : rest.keySet()) {
      if (!name.startsWith(GraphWriter.CONSTANT)) {
        throw new DataException("the array \"" + name + "\" belongs to nothing");
      }
    }
    return new SavedModel.Content(
        inputs(map),
        outputs(map),
        Preprocessing.fromMap(map.object("preprocessing").map()),
        Provenance.fromMap(map.object("provenance")),
        parameters,
        buffers,
        map.list("graph"),
        Map.copyOf(rest),
        attached);
  }

  private static Map<String, Object> input(Input input) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", input.name());
    map.put("shape", Attributes.of(input.sample()));
    map.put("kind", input.isIndices() ? "index" : "float");
    return map;
  }

  private static List<Input> inputs(Attributes map) {
    if (!map.map().containsKey("inputs")) {
      return List.of(new Input(Input.ONLY, map.shape("sample"), Kind.FLOAT));
    }
    List<Input> inputs = new ArrayList<>();
    for (Object entry : map.list("inputs")) {
      Attributes input = Attributes.of(map.what() + ", inputs", entry);
      Kind kind =
          switch (input.text("kind")) {
            case "float" -> Kind.FLOAT;
            case "index" -> Kind.INDEX;
            default -> throw input.wrong("kind", "\"float\" or \"index\"");
          };
      inputs.add(new Input(input.text("name"), input.shape("shape"), kind));
    }
    if (inputs.isEmpty() || inputs.stream().map(Input::name).distinct().count() < inputs.size()) {
      throw map.wrong("inputs", "at least one input, each with a name of its own");
    }
    return inputs;
  }

  private static Outputs outputs(Attributes map) {
    return switch (map.text("outputs")) {
      case "logits" -> Outputs.LOGITS;
      case "probabilities" -> Outputs.PROBABILITIES;
      default -> throw map.wrong("outputs", "\"logits\" or \"probabilities\"");
    };
  }

  private static Parameters take(Attributes map, String key, Map<String, StoredArray> arrays) {
    Parameters parameters = new Parameters();
    for (String name : map.texts(key)) {
      StoredArray array = arrays.remove(name);
      if (!(array instanceof StoredArray.Floats floats)) {
        List<String> close = CloseNames.of(name, arrays.keySet());
        throw new DataException(
            "there is no array of floats \""
                + name
                + "\""
                + (close.isEmpty() ? "" : "; close: " + String.join(", ", close)));
      }
      parameters.add(name, floats.shape()).set(floats.values());
    }
    return parameters;
  }
}
