package io.gradus.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {
  private static final KernelProvider NONE =
      _ -> new KernelProvider.Offer(Optional.empty(), "the module is missing");

  @Test
  void fallsBackToPlainJavaWithTheProvidersReason() {
    KernelChoice choice = KernelChoice.of(null, List.of(NONE));
    assertThat(choice.kernels().name()).isEqualTo("scalar");
    assertThat(choice.reason()).isEqualTo("the module is missing");
    assertThat(KernelChoice.of("", List.of()).reason()).contains("gradus-simd is not on");
  }

  @Test
  void warnsOnlyOfWhatTheUserCanMend() {
    KernelProvider closed =
        _ -> new KernelProvider.Offer(Optional.empty(), "start java with --add-modules x");
    assertThat(KernelChoice.of(null, List.of(closed)).level())
        .isEqualTo(System.Logger.Level.WARNING);
    assertThat(KernelChoice.of(null, List.of(NONE)).level()).isEqualTo(System.Logger.Level.INFO);
    assertThat(KernelChoice.of("scalar", List.of(closed)).level())
        .isEqualTo(System.Logger.Level.DEBUG);
  }

  @Test
  void refusesWhatCannotBeHad() {
    assertThat(KernelChoice.of("scalar", List.of(NONE)).reason()).contains("forced");
    assertThatThrownBy(() -> KernelChoice.of("256", List.of(NONE)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the module is missing");
    assertThatThrownBy(() -> KernelChoice.of("1024", List.of(NONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scalar, 128, 256, 512");
  }
}
