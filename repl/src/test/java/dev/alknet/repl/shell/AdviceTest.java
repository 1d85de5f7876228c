package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.operation.CallError;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviceTest {
  private static final Set<String> KNOWN =
      Set.of("container/list", "docker/image/list", "docker/image/pull", "docker/volume/list");

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "-", value = {
      "INVALID_INPUT | a/b | ?a/b shows what it takes",
      "NOT_FOUND | a/b | .ops lists what there is, .peers who is attached",
      "FORBIDDEN | a/b | alk explain a/b says what is missing",
      "FORBIDDEN | - | alk explain NAME says what is missing",
      "TIMEOUT | a/b | {timeout: 300_000} as the last argument waits for five minutes",
      "CONTAINER_NOT_FOUND | a/b | ops.container.list({}) lists what there is",
      "IMAGE_NOT_FOUND | a/b | ops.docker.image.pull fetches one",
      "VOLUME_NOT_FOUND | a/b | ops.docker.volume.list({}) lists what there is",
      "NETWORK_NOT_FOUND | a/b | ''", "DOCKER_ERROR | a/b | ''"})
  void saysWhatToTryAfterACallHasFailed(String code, String operation, String advice) {
    assertThat(Advice.onCall(Optional.ofNullable(operation), CallError.of(code, "words"),
        KNOWN::contains)).isEqualTo(advice);
  }
}
