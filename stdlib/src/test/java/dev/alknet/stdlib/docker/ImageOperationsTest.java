package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.operation.Violation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ImageOperationsTest {
  @AutoClose
  private final FakeEngine engine = new FakeEngine();
  private final Desk desk = new Desk(engine.host());

  @Test
  void doesNotFollowARedirection() throws Exception {
    engine.on("GET /v1.47/images/a/../b/json",
        visit -> visit.raw("HTTP/1.1 301 x\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"));

    assertThat(desk.failure("docker/image/inspect", """
        {"image": "a/../b"}""").details()).isEqualTo(Desk.json("{\"status\": 301}"));
  }

  @Test
  void doc10_findsTheFailureOfAPullInsideASuccess() throws Exception {
    engine.on("POST /v1.47/images/create", visit -> {
      visit.begin();
      visit.chunk("""
          {"status": "Pulling"}
          {"errorDetail": {"message": "No space left"}, "error": "No space left"}"""
          .getBytes(UTF_8));
      visit.end();
    });
    var items = new ArrayList<JsonNode>();

    var error = desk.failureAfter("docker/image/pull", """
        {"image": "team/web"}""", items);

    assertThat(items).containsExactly(Desk.json("{\"status\": \"Pulling\"}"));
    assertThat(error.code()).isEqualTo("IMAGE_PULL_FAILED");
    assertThat(error.message()).isEqualTo("no space left");
    assertThat(engine.requests().getLast())
        .isEqualTo("POST /v1.47/images/create?fromImage=team%2Fweb&tag=latest");
  }

  @Test
  void importRefusesAFileThatIsNotThere() throws Exception {
    assertThat(desk.failure("docker/image/import", """
        {"path": "/nowhere.tar", "reference": "a:b"}"""))
        .isEqualTo(CallError.invalidInput(
            List.of(new Violation("/path", "is not a file of this machine: /nowhere.tar"))));
  }

  @Test
  void importNamesTheFileThatCannotBeReadToItsEnd() throws Exception {
    engine.on("POST /v1.47/images/create", visit -> visit.json(200, "{}"));

    var error = desk.failure("docker/image/import", """
        {"path": "/proc/self/mem", "reference": "a:b"}""");

    assertThat(error.is(ProtocolCode.INVALID_INPUT)).isTrue();
    assertThat(error.message()).startsWith("/path: cannot be read: /proc/self/mem");
  }
}
