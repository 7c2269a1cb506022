package io.gradus.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The arrows between modules point one way: core <- simd, core <- nn <- data <- studio, nn <-
/// testkit, all <- cli.
class ModuleArrowsTest {
  /// For each module, the modules of ours that it may require.
  static final Map<String, Set<String>> ALLOWED =
      Map.of(
          "io.gradus.core", Set.of(),
          "io.gradus.simd", Set.of("io.gradus.core"),
          "io.gradus.nn", Set.of("io.gradus.core"),
          "io.gradus.data", Set.of("io.gradus.core", "io.gradus.nn"),
          "io.gradus.testkit", Set.of("io.gradus.core", "io.gradus.nn"),
          "io.gradus.studio", Set.of("io.gradus.core", "io.gradus.nn", "io.gradus.data"),
          "io.gradus.cli",
              Set.of(
                  "io.gradus.core",
                  "io.gradus.simd",
                  "io.gradus.nn",
                  "io.gradus.data",
                  "io.gradus.studio",
                  "io.gradus.testkit"),
          "io.gradus", Set.of("io.gradus.core", "io.gradus.nn", "io.gradus.data"));

  static final Set<String> MODULES = ALLOWED.keySet();

  @Test
  void everyModuleOfOursIsInTheTable() {
    var ours = ProjectClasses.modules().collect(Collectors.toCollection(TreeSet::new));
    assertThat(ours).isEqualTo(new TreeSet<>(MODULES));
  }

  @ParameterizedTest
  @FieldSource("MODULES")
  void requiresOnlyWhatItMay(String module) {
    assertThat(ALLOWED.get(module))
        .containsAll(
            descriptor(module).requires().stream()
                .map(Requires::name)
                .filter(name -> name.startsWith("io.gradus"))
                .collect(Collectors.toSet()));
  }

  @Test
  void coreNeedsNothingToRunButTheBaseOfTheJdk() {
    var needed =
        descriptor("io.gradus.core").requires().stream()
            .filter(requires -> !requires.modifiers().contains(Requires.Modifier.STATIC))
            .map(Requires::name);
    assertThat(needed).containsExactly("java.base");
  }

  @Test
  void onlySimdNeedsTheIncubatingModule() {
    for (var module : MODULES) {
      var needed = descriptor(module).requires().stream().map(Requires::name);
      if (!module.equals("io.gradus.simd")) {
        assertThat(needed).as(module).doesNotContain("jdk.incubator.vector");
      }
    }
  }

  /// Passed on, it would have to be on the module path of everyone who compiles against Gradus.
  @ParameterizedTest
  @FieldSource("MODULES")
  void theNullnessAnnotationsAreNotPassedOn(String module) {
    for (var requires : descriptor(module).requires()) {
      if (requires.name().equals("org.jspecify")) {
        assertThat(requires.modifiers()).containsExactly(Requires.Modifier.STATIC);
      }
    }
  }

  private static ModuleDescriptor descriptor(String module) {
    return ModuleLayer.boot().findModule(module).orElseThrow().getDescriptor();
  }
}
