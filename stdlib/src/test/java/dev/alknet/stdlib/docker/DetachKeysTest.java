package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DetachKeysTest {
  private final DetachKeys keys = new DetachKeys();

  @Test
  void passesEverythingElseOn() {
    assertThat(keys.pass(new byte[]{'a', 17, 'b'})).containsExactly('a', 17, 'b');
    assertThat(keys.typed()).isFalse();
  }

  @Test
  void hearsTheTwoKeysAndPassesNeither() {
    assertThat(keys.pass(new byte[]{'a', 16})).containsExactly('a');
    assertThat(keys.pass(new byte[]{17, 'b'})).isEmpty();
    assertThat(keys.typed()).isTrue();
  }

  @Test
  void givesTheFirstKeyBackWhenAnotherFollows() {
    assertThat(keys.pass(new byte[]{16, 16, 'a'})).containsExactly(16, 16, 'a');
    assertThat(keys.pass(new byte[]{17})).containsExactly(17);
    assertThat(keys.typed()).isFalse();
  }
}
