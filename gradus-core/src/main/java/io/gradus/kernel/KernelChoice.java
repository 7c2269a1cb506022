package io.gradus.kernel;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/// Which kernels this virtual machine uses, and why.
///
/// Providers are asked first and plain Java is the fallback; the property `gradus.kernels`, one of
/// `scalar`, `128`, `256` and `512`, forces a choice, and then what cannot be had is an error.
public record KernelChoice(Kernels kernels, String reason) {
  /// The system property that forces a choice.
  public static final String PROPERTY = "gradus.kernels";

  /// The choice of this virtual machine, made on first use and then kept.
  public static KernelChoice ofThisMachine() {
    return Holder.CHOICE;
  }

  private static final class Holder {
    static final KernelChoice CHOICE =
        logged(of(System.getProperty(PROPERTY), ServiceLoader.load(KernelProvider.class)));

    private static KernelChoice logged(KernelChoice choice) {
      System.getLogger("io.gradus.kernel")
          .log(choice.level(), "kernels: {0} ({1})", choice.kernels().name(), choice.reason());
      return choice;
    }
  }

  /// A warning where the user can get faster kernels, a note where plain Java is all there is,
  /// silence otherwise.
  Level level() {
    if (reason.contains("--add-modules")) {
      return Level.WARNING;
    }
    boolean isForced = reason.startsWith("forced");
    return kernels instanceof ScalarKernels && !isForced ? Level.INFO : Level.DEBUG;
  }

  /// The choice for a value of the property, `null` or empty when it is not set.
  static KernelChoice of(@Nullable String forced, Iterable<KernelProvider> providers) {
    if (forced == null || forced.isBlank()) {
      Optional<String> objection = objection();
      return objection.map(KernelChoice::scalar).orElseGet(() -> offered(0, providers));
    }
    return switch (forced) {
      case "scalar" -> scalar("forced by -D" + PROPERTY + "=scalar");
      case "128", "256", "512" -> forced(Integer.parseInt(forced), providers);
      default ->
          throw new IllegalArgumentException(
              "-D" + PROPERTY + "=" + forced + " is none of scalar, 128, 256, 512");
    };
  }

  private static KernelChoice scalar(String reason) {
    return new KernelChoice(new ScalarKernels(), reason);
  }

  private static KernelChoice forced(int bits, Iterable<KernelProvider> providers) {
    KernelChoice choice = offered(bits, providers);
    if (choice.kernels() instanceof ScalarKernels) {
      throw new IllegalStateException(
          "-D"
              + PROPERTY
              + "="
              + bits
              + " asks for kernels that cannot be had: "
              + choice.reason());
    }
    return new KernelChoice(choice.kernels(), "forced by -D" + PROPERTY + "=" + bits);
  }

  private static KernelChoice offered(int bits, Iterable<KernelProvider> providers) {
    String reason = "gradus-simd is not on the module path or class path";
    for (KernelProvider provider : providers) {
      KernelProvider.Offer offer = provider.offer(bits);
      if (offer.kernels().isPresent()) {
        return new KernelChoice(offer.kernels().get(), offer.reason());
      }
      reason = offer.reason();
    }
    return scalar(reason);
  }

  /// Why the Vector API would be slow here: it is fast with HotSpot's C2 compiler only.
  private static Optional<String> objection() {
    String name = System.getProperty("java.vm.name", "");
    String info = System.getProperty("java.vm.info", "");
    String version = System.getProperty("java.vm.version", "");
    if (!name.contains("HotSpot") && !name.contains("OpenJDK")) {
      return Optional.of("the Vector API is slow on " + name + ", which is not HotSpot");
    }
    if (info.contains("interpreted") || info.contains("emulated-client")) {
      return Optional.of("the Vector API is slow without the C2 compiler (" + info + ")");
    }
    if (version.contains("jvmci")) {
      return Optional.of(
          "the Vector API needs the C2 compiler, and this VM compiles with Graal ("
              + version
              + ")");
    }
    return Optional.empty();
  }
}
