package io.gradus.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The catalog-wide tests see every module as a named module.
class ModulePathTest {
  @Test
  void everyModuleIsResolved() {
    assertThat(ModulePathTest.class.getModule().getName()).isEqualTo("io.gradus.tests");
    for (var name : List.of("core", "simd", "nn", "data", "testkit", "studio", "cli")) {
      assertThat(ModuleLayer.boot().findModule("io.gradus." + name)).as(name).isPresent();
    }
  }
}
