package dev.alknet.runtime.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShortenedTest {
  @Test
  void repeatsWhatIsShort() {
    assertThat(Shortened.of("x".repeat(200))).isEqualTo("x".repeat(200));
  }

  @Test
  void cutsWhatIsLong() {
    assertThat(Shortened.of("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    assertThat(Shortened.of("x".repeat(199) + "😀")).isEqualTo("x".repeat(199) + "…");
  }

  @Test
  void namesThatAreNotFoundAreRepeatedInPart() {
    var name = "a/" + "b".repeat(60_000);

    assertThat(CallError.notFound(name, List.of()).message()).hasSizeLessThan(300).endsWith("…");
    assertThat(CallError.peerNotFound(name, List.of()).message()).hasSizeLessThan(300)
        .endsWith("…");
  }
}
