package dev.alknet.stdlib.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartFailureTest {
  @ParameterizedTest
  @ValueSource(strings = {
      "exec: \"tool\": executable file not found in $PATH: unknown",
      "exec: \"tool\": stat tool: no such file or directory: unknown",
      "exec: \"tool\": permission denied: unknown"})
  void namesTheProgramThatTheImageLacks(String words) {
    for (var status : new int[]{400, 404}) {
      var error = StartFailure.explain(refusal(status, words), "tool").error();

      assertThat(error.code()).isEqualTo("COMMAND_NOT_FOUND");
      assertThat(error.message()).startsWith("cannot run 'tool': ");
      assertThat(error.details())
          .isEqualTo(JsonNodeFactory.instance.objectNode().put("command", "tool"));
    }
  }

  @Test
  void leavesOtherFailuresAsTheyAre() {
    for (var other : new CallException[]{
        refusal(400, "exec: \"other\": executable file not found in $PATH"),
        refusal(400, "tool: device busy"), refusal(500, "tool: permission denied"),
        new CallException(CallError.of("DOCKER_UNAVAILABLE", "tool: no such file or directory"))}) {
      assertThat(StartFailure.explain(other, "tool")).isSameAs(other);
    }
  }

  private static CallException refusal(int status, String words) {
    return new CallException(CallError.of("DOCKER_ERROR", words)
        .with(JsonNodeFactory.instance.objectNode().put("status", status)));
  }
}
