package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.transport.MemoryLink;
import dev.alknet.runtime.wire.Request;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A deadline holds also while the request cannot be sent. Source: call.md §15.
@Timeout(30)
class DeadlineWhileSendingTest {
  private static final Duration SOON = Duration.ofMillis(20);

  private MemoryLink link = Pair.link(Kind.MULTIPLEXING, "caller", "nobody");

  @AfterEach
  void close() {
    link.cut();
  }

  @ParameterizedTest
  @EnumSource
  void callsToAnEndThatDoesNotReadTimeOut(Kind kind) throws Exception {
    link = Pair.link(kind, "caller", "nobody");
    var caller = CallConnection.open(link.dialler(), new Side().service());
    var request = Request.of("test/echo", json("\"" + "x".repeat(60_000) + "\""));

    for (var i = 0; i < 10; i++) {
      assertThat(Side.code(caller.call(request, Deadline.after(SOON)))).isEqualTo("TIMEOUT");
    }

    assertThat(caller.underWay()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void soDoSubscriptions(Kind kind) throws Exception {
    link = Pair.link(kind, "caller", "nobody");
    var caller = CallConnection.open(link.dialler(), new Side().service());
    var huge = Request.of("test/many", json("\"" + "x".repeat(600_000) + "\""));
    var _ = caller.call(huge, Deadline.after(SOON));
    var request = Request.of("test/many", json("1"));

    try (var items = caller.subscribe(request, Deadline.after(SOON))) {
      if (kind == Kind.DUPLEX) {
        assertThatThrownBy(items::next).hasMessageContaining("TIMEOUT");
      }
    }

    assertThat(caller.underWay()).isZero();
  }
}
