package io.gradus.cli;

import io.gradus.kernel.KernelChoice;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The Java that runs this process and how it was started, and what of that makes training slow.
///
/// @param version of the JDK, such as `25.0.3+9-LTS`
/// @param build the virtual machine's own version
/// @param mode how it compiles, such as `mixed mode, sharing`
/// @param flags what it was started with, `JAVA_TOOL_OPTIONS` included, beyond what `./gradus`
///   gives
/// @param heap the bytes that the heap may grow to
record JavaSettings(String version, String build, String mode, List<String> flags, long heap) {
  private static final Runtime.Version OLDEST = Runtime.Version.parse("25.0.3");
  private static final List<String> OWN =
      List.of("--module-path=", "--add-modules=jdk.incubator.vector", "-Djdk.module.main");
  private static final long SMALL_HEAP = 256L << 20;

  /// Beginnings of flags, and what they do.
  private static final Map<String, String> HARMFUL =
      Map.of(
          "-Xcomp", "compiles all code before it has run, so that it starts late and runs slower",
          "-XX:-UseFMA", "makes every fused multiply-add a slow call",
          "-XX:UseAVX=0", "takes the wide vectors away",
          "-XX:UseAVX=1", "takes the wide vectors away",
          "-XX:UseSVE=0", "takes the wide vectors away",
          "-XX:MaxVectorSize=", "limits how wide vectors are",
          "-XX:-EnableVectorSupport", "makes the Vector API a slow one in plain Java",
          "-XX:-UseCompiler", "turns the compilers off",
          "-XX:-DoEscapeAnalysis", "makes every vector an object on the heap",
          "-XX:-Inline", "makes every call of a kernel a call");

  JavaSettings {
    flags = List.copyOf(flags);
  }

  static JavaSettings ofThisProcess() {
    return new JavaSettings(
        Runtime.version().toString(),
        System.getProperty("java.vm.version", ""),
        System.getProperty("java.vm.info", ""),
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> OWN.stream().noneMatch(flag::startsWith))
            .toList(),
        Runtime.getRuntime().maxMemory());
  }

  /// What to mend, one sentence each; empty if nothing is known to be wrong.
  List<String> warnings(KernelChoice choice) {
    List<String> warnings = new ArrayList<>();
    if (Runtime.Version.parse(version).compareToIgnoreOptional(OLDEST) < 0) {
      warnings.add(
          "Java " + version + " is older than 25.0.3, which Gradus is tested on; update it");
    }
    if (build.contains("debug")) {
      warnings.add("this is a debug build of Java, many times slower; use a release build");
    }
    if (mode.contains("interpreted")) {
      warnings.add("-Xint turns the compilers off: a hundred times slower; leave it out");
    }
    for (String flag : flags) {
      if (flag.matches("-XX:TieredStopAtLevel=[0-3]")) {
        warnings.add(flag + " turns the C2 compiler off: many times slower; leave it out");
      }
      HARMFUL.forEach((start, effect) -> {
        if (flag.equals(start) || (start.endsWith("=") && flag.startsWith(start))) {
          warnings.add(flag + " " + effect + "; leave it out");
        }
      });
    }
    boolean plain = choice.kernels().name().equals("scalar");
    if (plain && !choice.reason().startsWith("forced")) {
      warnings.add("the kernels use no vectors, several times slower: " + choice.reason());
    }
    if (heap < SMALL_HEAP) {
      warnings.add(
          "the heap is small (%d MiB); raise it, as in GRADUS_JAVA_OPTS=-Xmx2g"
              .formatted(heap >> 20));
    }
    return List.copyOf(warnings);
  }
}
