package dev.alknet.runtime.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class NearestNamesTest {
  private final List<String> names = List.of("container/run", "container/remove", "fleet/hello");

  @Test
  void findsWhatMayHaveBeenMeant() {
    assertThat(NearestNames.of("fleet/helo", names)).containsExactly("fleet/hello");
  }

  @Test
  @Timeout(5)
  void spendsNothingOnANameThatNobodyHasTyped() {
    assertThat(NearestNames.of("x".repeat(50_000_000) + "/run", names)).isEmpty();
  }
}
