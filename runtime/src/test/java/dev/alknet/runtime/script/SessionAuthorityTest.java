package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Heard;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a session may do that is not the operator's.
@Timeout(60)
class SessionAuthorityTest {
  @TempDir
  Path folder;

  @AutoClose
  Node node;

  @AutoClose
  Session session;

  @BeforeEach
  void open() throws IOException {
    node = Node.open(List.of(() -> List.of(
        Operation.local(OperationSpec.query("test/read")
            .access(AccessControl.scopes("read"))
            .build(), (_, _) -> SessionBed.json("\"read\"")),
        Operation.local(OperationSpec.mutation("test/write")
            .access(AccessControl.scopes("write"))
            .build(), (_, _) -> SessionBed.json("\"written\"")))));
    session = sessionOf(CompositionAuthority.of("agent", "read"));
  }

  @Test
  void s45_whatTheAuthorityDoesNotCoverIsForbidden() throws Exception {
    assertThat(eval(session, """
        const outcomes = await env.batch(['test/read', 'test/write', 'test/nope'].map((name) => ({ name })));
        outcomes.map(({ value, reason }) => value ?? reason.code)
        """)).isEqualTo(SessionBed.json("[\"read\", \"FORBIDDEN\", \"NOT_FOUND\"]"));
  }

  @Test
  void s52_anOperationOfASessionGainsNothingThatItsAuthorLacks() throws Exception {
    assertThat(eval(session, """
        env.register('mine/read', () => env.invoke('test/read'));
        env.register('mine/write', () => env.invoke('test/write'));
        env.register({ name: 'mine/asks', access_control: { required_scopes: [] }, visibility: 'external' }, () => env.invoke('test/write'));
        const outcomes = await env.batch(['mine/read', 'mine/write', 'mine/asks'].map((name) => ({ name })));
        [...outcomes.map(({ value, reason }) => value ?? reason.code), env.describe('mine/asks').visibility]
        """)).isEqualTo(SessionBed.json("[\"read\", \"FORBIDDEN\", \"FORBIDDEN\", \"internal\"]"));
  }

  @Test
  void s52_aSessionDoesNotShadowACuratedName() throws Exception {
    assertThat(eval(session, """
        let said; try { env.register('test/write', () => 1); } catch (error) { said = error.message; } said
        """).asText()).startsWith("test/write is an operation of this node");
  }

  @Test
  void s51_c68_anOperationOfASessionIsItsOwn() throws Exception {
    try (var other = sessionOf(CompositionAuthority.of("agent", "read"))) {
      eval(session, "env.register('mine/x', () => 'mine')");

      assertThat(eval(session, "await env.invoke('mine/x')"))
          .isEqualTo(SessionBed.json("\"mine\""));
      assertThat(eval(other, "await env.invoke('mine/x').catch(({ code }) => code)"))
          .isEqualTo(SessionBed.json("\"NOT_FOUND\""));
      assertThat(eval(other,
          "(await env.invoke('services/list')).operations.length > 0 && JSON.stringify(await env.invoke('services/list')).includes('mine/x')"))
          .isEqualTo(SessionBed.json("false"));
    }
    assertThat(overTheWire("mine/x")).containsExactly("failed NOT_FOUND");
    session.close();
    assertThat(overTheWire("mine/x")).containsExactly("failed NOT_FOUND");
  }

  private List<String> overTheWire(String name) {
    var heard = new Heard();
    node.dispatcher()
        .serve(Caller.outside(null, null, Layers.of(node.registry(), node.peers())),
            CallId.random(), name, SessionBed.json("null"), heard);
    return heard.events();
  }

  private Session sessionOf(CompositionAuthority owner) throws IOException {
    return Session.open(node.engine(), node.dispatcher(), node.registry(),
        new SessionOptions(owner, node.peers(), new FolderModules(folder), (_, _) -> {},
            ResourceLimits.NONE));
  }

  private static JsonNode eval(Session session, String code) throws InterruptedException {
    return SessionBed.value(session.eval(code, "line", Deadline.NONE));
  }
}
