package io.gradus.simd;

import static org.assertj.core.api.Assertions.assertThat;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/// The module sees the Vector API.
class ModulePathTest {
  @Test
  void testsAreInTheModuleThatTheyTest() {
    assertThat(ModulePathTest.class.getModule().getName()).isEqualTo("io.gradus.simd");
    assertThat(FloatVector.SPECIES_128.length()).isEqualTo(4);
  }
}
