package io.gradus.studio.circuit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A circuit to begin with, from the lectures and notes that teach back-propagation.
///
/// @param name what requests call it
/// @param title what its button says
/// @param expression the text
/// @param inputs the numbers of its inputs
/// @param source where it comes from
/// @param look what to look at
record Preset(
    String name,
    String title,
    String expression,
    Map<String, Double> inputs,
    String source,
    String look) {
  private static final String NOTES = "CS231n notes, Backpropagation, Intuitions";
  private static final String LECTURE = "A. Karpathy, building micrograd";

  static final List<Preset> ALL =
      List.of(
          new Preset(
              "add-multiply",
              "(x+y)·z",
              "(x+y)*z",
              inputs("x", -2, "y", 5, "z", -4),
              NOTES,
              "The multiply gate swaps its operands, the add gate hands its gradient on."),
          new Preset(
              "patterns",
              "Add, ×, max",
              "2*(x*y+max(z,w))",
              inputs("x", 3, "y", -4, "z", 2, "w", -1),
              NOTES,
              "Three patterns at once: w gets nothing, because z won the max."),
          new Preset(
              "sigmoid-neuron",
              "Sigmoid neuron",
              "1/(1+exp(-(w0*x0+w1*x1+w2)))",
              inputs("w0", 2, "x0", -1, "w1", -3, "x1", -2, "w2", -3),
              NOTES,
              "Four gates make the sigmoid. Close the group: its slope is f (1 − f)."),
          new Preset(
              "staged",
              "In stages",
              "sigy=sigmoid(y); num=x+sigy; sigx=sigmoid(x); xpy=x+y; xpysqr=xpy^2;"
                  + " den=sigx+xpysqr; invden=1/den; f=num*invden",
              inputs("x", 3, "y", -4),
              NOTES,
              "x and y are used several times: at each fork the gradients add up."),
          new Preset(
              "micrograd",
              "(a·b+c)·f",
              "e=a*b; d=e+c; L=d*f",
              inputs("a", 2, "b", -3, "c", 10, "f", -2),
              LECTURE,
              "Then take a step along the gradient: L goes from −8 to −7.286496."),
          new Preset(
              "tanh-neuron",
              "tanh neuron",
              "n=x1*w1+x2*w2+b; o=tanh(n)",
              inputs("x1", 2, "w1", -3, "x2", 0, "w2", 1, "b", 6.8813735870195432),
              LECTURE,
              "w2 gets no gradient, because x2 is 0. Open tanh to see it through exponentials."),
          new Preset(
              "softmax-cross-entropy",
              "Cross-entropy",
              "crossEntropy([s0,s1,s2],2)",
              inputs("s0", -2.85, "s1", 0.86, "s2", 0.28),
              "CS231n notes, Linear classification",
              "Prediction minus target: s2, the right class, gets its probability less 1."),
          new Preset(
              "softmax",
              "Softmax, −ln",
              "p=softmax([s0,s1,s2]); L=-ln(p[2])",
              inputs("s0", -2.85, "s1", 0.86, "s2", 0.28),
              "CS231n notes, Linear classification",
              "The same loss by way of the probability of the right class."),
          new Preset(
              "overflow",
              "Stable softmax",
              "softmax(shift([a,b,c]))[0]",
              inputs("a", 123, "b", 456, "c", 789),
              "CS231n notes, Linear classification",
              "Without shift, e^789 would be beyond the largest double. Try it."),
          new Preset(
              "batch-norm",
              "Batch norm",
              "y=batchNorm([x0,x1,x2]); out=gamma*y[0]+beta",
              inputs("x0", 3, "x1", -2, "x2", 5, "gamma", 1.5, "beta", 0.5),
              "Ioffe and Szegedy, 2015",
              "Each x reaches the result on three ways: by itself, by the mean, by the variance."),
          new Preset(
              "used-twice",
              "Used twice",
              "b=a+a",
              inputs("a", 3),
              LECTURE,
              "The bug that everybody writes once: the gradient is 2, not 1. A fork adds."),
          new Preset(
              "micrograd-readme",
              "micrograd",
              "c=a+b; d=a*b+b^3; c2=c+c+1; c3=c2+1+c2+(-a); d2=d+d*2+relu(b+a);"
                  + " d3=d2+3*d2+relu(b-a); e=c3-d3; f=e^2; g=f/2+10/f",
              inputs("a", -4, "b", 2),
              "micrograd",
              "g = 24.7041, dg/da = 138.8338, dg/db = 645.5773."));

  Preset {
    inputs = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  private static Map<String, Double> inputs(Object... pairs) {
    Map<String, Double> inputs = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      inputs.put((String) pairs[i], ((Number) pairs[i + 1]).doubleValue());
    }
    return inputs;
  }
}
