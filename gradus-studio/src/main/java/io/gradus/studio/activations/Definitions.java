package io.gradus.studio.activations;

import io.gradus.op.Celu;
import io.gradus.op.Elementwise;
import io.gradus.op.Elu;
import io.gradus.op.Gelu;
import io.gradus.op.GeluTanh;
import io.gradus.op.HardSigmoid;
import io.gradus.op.HardSwish;
import io.gradus.op.HardTanh;
import io.gradus.op.LeakyRelu;
import io.gradus.op.Mish;
import io.gradus.op.PRelu;
import io.gradus.op.Relu;
import io.gradus.op.Relu6;
import io.gradus.op.Selu;
import io.gradus.op.Sigmoid;
import io.gradus.op.Silu;
import io.gradus.op.Softplus;
import io.gradus.op.Softsign;
import io.gradus.op.Tanh;
import io.gradus.studio.room.Arguments;
import java.util.List;

/// Every activation function of the engine, in the order of the gallery.
final class Definitions {
  private static final List<Definition> ALL = all();

  private Definitions() {}

  static List<Definition> list() {
    return ALL;
  }

  /// The one that the request names.
  static Definition read(Arguments arguments) {
    String name = arguments.choice("name", ALL.stream().map(Definition::name).toList());
    return ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<Definition> all() {
    return List.of(
        fixed(
            new Sigmoid(), "Sigmoid", "The logistic function; Rumelhart, Hinton and Williams 1986"),
        fixed(new Tanh(), "Tanh", "LeCun et al. 1998, Efficient BackProp"),
        fixed(new Relu(), "ReLU", "Nair and Hinton 2010"),
        new Definition(
            "leakyRelu",
            "Leaky ReLU",
            "Maas, Hannun and Ng 2013",
            List.of(new Parameter("α", "slope below zero", 0, 1, 0.01, 0.01)),
            p -> FormulaCurve.of(new LeakyRelu(p[0]))),
        new Definition(
            "pRelu",
            "PReLU",
            "He et al. 2015, eq. 1; α is learned",
            List.of(new Parameter("α", "slope below zero, learned", -0.5, 1, 0.01, 0.25)),
            p -> FormulaCurve.of(new PRelu(), p[0])),
        new Definition(
            "elu",
            "ELU",
            "Clevert, Unterthiner and Hochreiter 2016, eq. 15",
            List.of(new Parameter("α", "depth below zero", 0.1, 3, 0.1, 1)),
            p -> FormulaCurve.of(new Elu(p[0]))),
        fixed(new Selu(), "SELU", "Klambauer et al. 2017, eq. 2"),
        new Definition(
            "celu",
            "CELU",
            "Barron 2017",
            List.of(new Parameter("α", "depth and width below zero", 0.1, 3, 0.1, 1)),
            p -> FormulaCurve.of(new Celu(p[0]))),
        fixed(new Gelu(), "GELU", "Hendrycks and Gimpel 2016"),
        fixed(new GeluTanh(), "GELU (tanh)", "Hendrycks and Gimpel 2016, the approximation"),
        fixed(new Silu(), "SiLU", "Elfwing, Uchibe and Doya 2018; also called swish"),
        fixed(new Mish(), "Mish", "Misra 2020, eq. 1"),
        fixed(new Softplus(), "Softplus", "Dugas et al. 2001; a smooth ReLU"),
        fixed(new Softsign(), "Softsign", "Glorot and Bengio 2010"),
        fixed(new Relu6(), "ReLU6", "Howard et al. 2017, MobileNets"),
        fixed(new HardSigmoid(), "Hard sigmoid", "As in PyTorch: three straight pieces"),
        fixed(new HardSwish(), "Hard swish", "Howard et al. 2019, MobileNetV3"),
        fixed(new HardTanh(), "Hard tanh", "Collobert 2004; three straight pieces"),
        new Definition(
            "softmax",
            "Softmax",
            "Bridle 1990; of three scores, of which the first moves",
            List.of(
                new Parameter("z₂", "the second score", -4, 4, 0.1, 1),
                new Parameter("z₃", "the third score", -4, 4, 0.1, 0)),
            p -> new SoftmaxCurve(p[0], p[1])));
  }

  private static Definition fixed(Elementwise.Unary op, String title, String source) {
    Curve curve = FormulaCurve.of(op);
    return new Definition(op.name(), title, source, List.of(), p -> curve);
  }
}
