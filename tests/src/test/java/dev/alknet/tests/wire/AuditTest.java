package dev.alknet.tests.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.alknet.runtime.audit.AuditFolder;
import dev.alknet.runtime.audit.AuditLine;
import dev.alknet.runtime.audit.AuditLog;
import dev.alknet.runtime.audit.AuditOptions;
import dev.alknet.runtime.audit.Verification;
import dev.alknet.runtime.audit.Verification.Verdict;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.identity.NodeKey;
import dev.alknet.runtime.identity.OwnershipProvider;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.wire.Request;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a node keeps of the calls that others make over QUIC.
@Timeout(60)
class AuditTest {
  @TempDir
  private Path home = Path.of("");

  @Test
  void aRefusedCallAndAMutationOfAPeerLeaveALineEachAndAQueryNone() throws Exception {
    var key = NodeKey.random();
    try (var log = new AuditLog(AuditOptions.in(home, key::fingerprint));
        var node = LoopbackNode.open(key, new Dispatcher(OwnershipProvider.NONE, log),
            Operation.local(OperationSpec.query("test/read").build(), (input, _) -> input),
            Operation.local(OperationSpec.mutation("test/change").build(), (input, _) -> input),
            Operation.local(OperationSpec.mutation("test/forbidden")
                .access(AccessControl.scopes("test:forbidden"))
                .build(), (input, _) -> input));
        var peer = LoopbackNode.open();
        var link = peer.dial(node)) {
      assertThat(ask(link, "test/read")).isInstanceOf(Outcome.Succeeded.class);
      assertThat(ask(link, "test/change")).isInstanceOf(Outcome.Succeeded.class);
      assertThat(ask(link, "test/forbidden")).matches(
          outcome -> outcome instanceof Outcome.Failed(var error)
              && error.is(ProtocolCode.FORBIDDEN));

      var lines = new AuditFolder(home).last(10, AuditLine::call).lines();
      assertThat(lines).extracting(line -> line.json().path("operation").textValue(),
          line -> line.json().path("outcome").textValue(),
          line -> line.json().path("key").textValue(), AuditLine::refused)
          .containsExactly(
              tuple("test/change", "ok",
                  peer.key().fingerprint().text(), false),
              tuple("test/forbidden", "FORBIDDEN",
                  peer.key().fingerprint().text(), true));
      assertThat(Verification.of(new AuditFolder(home), null)).isInstanceOf(Verdict.Intact.class);
    }
  }

  private static Outcome ask(Link link, String operation) throws InterruptedException {
    return link.calls()
        .call(Request.of(operation, IntNode.valueOf(1)), Deadline.NONE);
  }
}
