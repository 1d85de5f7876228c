package dev.alknet.stdlib.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerStateTest {
  @ParameterizedTest
  @CsvSource({"created,CREATED", "running,RUNNING", "paused,RUNNING", "restarting,RUNNING",
      "removing,EXITED", "exited,EXITED", "dead,EXITED", "hibernating,RUNNING"})
  void knowsTheWordsOfTheDaemon(String word, ContainerState state) {
    assertThat(ContainerState.ofDocker(word)).isEqualTo(state);
  }
}
