package dev.alknet.repl.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.AbortReceipt;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  @Test
  void showsDetailsAndWhetherToTryAgain() {
    var details = JsonNodeFactory.instance.objectNode().put("host", "unix:///run/docker.sock");
    var error = new CallError("DOCKER_UNAVAILABLE", "no daemon answers", true, details);

    assertThat(FailureText.of(error, Look.PLAIN)).isEqualTo("""
        DOCKER_UNAVAILABLE: no daemon answers
          host: unix:///run/docker.sock
        trying again may help""");
  }

  @Test
  void countsWhatAnAbortStopped() {
    assertThat(receipt(new AbortReceipt(3, List.of("container a", "container b"), List.of(), true)))
        .isEqualTo("interrupted: stopped 3 calls, removed container a, container b");
    assertThat(receipt(new AbortReceipt(1, List.of(), List.of(), false)))
        .isEqualTo("interrupted: stopped 1 call, something is still ending");
    assertThat(receipt(AbortReceipt.NOTHING)).isEqualTo("interrupted");
  }

  private static String receipt(AbortReceipt receipt) {
    return ReceiptText.of("interrupted", receipt);
  }
}
