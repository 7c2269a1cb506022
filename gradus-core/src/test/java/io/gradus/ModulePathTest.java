package io.gradus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The tests see the library as a named module, as its users do.
class ModulePathTest {
  @Test
  void testsAreInTheModuleThatTheyTest() {
    assertThat(ModulePathTest.class.getModule().getName()).isEqualTo("io.gradus.core");
  }
}
