package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.registry.SessionOverlay;
import dev.alknet.runtime.wire.Request;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who is judged over a connection, and what he sees. Source: call.md §8.3, §9, §19.
@Timeout(30)
class CallerIdentityTest {
  private static final Handler.Once ECHO = (input, _) -> input;

  private final Side caller = new Side();
  private final Side server = new Side(
      Operation.local(OperationSpec.query("test/who").build(),
          (_, context) -> json("\"" + context.caller() + "\"")),
      Operation.local(OperationSpec.query("test/root").access(AccessControl.scopes("root")).build(),
          (input, _) -> input))
      .accepts("alk_root", Identity.of("boss", Set.of("root")));

  @ParameterizedTest
  @EnumSource
  void c28c29_theAnonymousMayCallWhatIsOpen(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server)) {
      assertThat(pair.ask("test/who", "1").orThrow()).isEqualTo(json("\"anonymous\""));
      assertThat(Side.code(pair.ask("test/root", "1"))).isEqualTo("FORBIDDEN");
    }
  }

  @ParameterizedTest
  @EnumSource
  void c38_forwardedForNeverGrants(Kind kind) throws Exception {
    server.knows("caller");
    try (var pair = Pair.open(kind, caller, server)) {
      var claim = Identity.of("boss", Set.of("root"));

      assertThat(ask(pair, "test/root", null, claim)).isEqualTo("FORBIDDEN");
      assertThat(ask(pair, "test/root", "alk_root", claim)).isEqualTo("OK");
    }
  }

  /// A hub that calls for somebody is the owner of what is made for him.
  @ParameterizedTest
  @EnumSource
  void own06_whoCallsIsTheOwnerWhomeverHeCallsFor(Kind kind) throws Exception {
    server.knows("caller");
    try (var pair = Pair.open(kind, caller, server)) {
      var onBehalf = new Request("test/who", json("1"), null,
          Identity.of("end-user", Set.of("root")), Request.JSON);

      assertThat(pair.caller().call(onBehalf, Deadline.NONE).orThrow())
          .isEqualTo(json("\"caller\""));
    }
  }

  @ParameterizedTest
  @EnumSource
  void c46c47_aTokenReplacesTheIdentityOfItsRequestOnly(Kind kind) throws Exception {
    server.knows("caller");
    try (var pair = Pair.open(kind, caller, server)) {
      assertThat(who(pair, "alk_root")).isEqualTo("boss");
      assertThat(who(pair, null)).isEqualTo("caller");
      assertThat(who(pair, "alk_unknown")).isEqualTo("caller");
      assertThat(pair.server().peer()).isEqualTo(Identity.of("caller", Set.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatIsKnownLaterCountsFromThenOn(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server)) {
      assertThat(who(pair, null)).isEqualTo("anonymous");

      server.knows("caller", "root");

      assertThat(Side.code(pair.ask("test/root", "1"))).isEqualTo("OK");
    }
  }

  @ParameterizedTest
  @EnumSource
  void c68_aSessionOperationIsNeverOnTheWire(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server);
        var session = new SessionOverlay(server.service().registry(),
            CompositionAuthority.of("session"))) {
      session.register(new Operation(OperationSpec.query("mine/tool").internal().build(),
          ECHO, Provenance.SESSION, null, ScopedEnv.none()));

      assertThat(Side.code(pair.ask("mine/tool", "1"))).isEqualTo("NOT_FOUND");
      assertThat(pair.ask("services/list", "{}").orThrow().toString()).doesNotContain("mine/tool");
    }
  }

  @ParameterizedTest
  @EnumSource
  void c94c95_whatIsOfferedIsSeenOnItsConnectionOnly(Kind kind) throws Exception {
    server.knows("caller");
    try (var pair = Pair.open(kind, caller, server); var other = Pair.open(kind, caller, server)) {
      pair.server()
          .overlay()
          .offer(new Operation(
              OperationSpec.query("mine/tool").build(), ECHO, Provenance.OFFERED,
              null, ScopedEnv.none()));

      assertThat(pair.ask("mine/tool", "7").orThrow()).isEqualTo(json("7"));
      assertThat(pair.ask("services/list", "{}").orThrow().toString()).contains("mine/tool");
      assertThat(pair.ask("services/schema", "{\"name\": \"/mine/tool\"}")
          .orThrow()
          .path("visibility")
          .asText()).isEqualTo("external");
      assertThat(Side.code(other.ask("mine/tool", "7"))).isEqualTo("NOT_FOUND");
      assertThat(other.ask("services/list", "{}").orThrow().toString())
          .doesNotContain("mine/tool");
      assertThat(Side.code(other.ask("services/schema", "{\"name\": \"mine/tool\"}")))
          .isEqualTo("NOT_FOUND");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOfferedIsGoneWithTheNextCallOfAPeerThatIsNobodyAnyMore(Kind kind) throws Exception {
    server.knows("caller");
    try (var pair = Pair.open(kind, caller, server)) {
      pair.server()
          .overlay()
          .offer(new Operation(
              OperationSpec.query("mine/tool").build(), ECHO, Provenance.OFFERED,
              null, ScopedEnv.none()));
      assertThat(Side.code(pair.ask("mine/tool", "7"))).isEqualTo("OK");

      server.forgets("caller");

      assertThat(Side.code(pair.ask("mine/tool", "7"))).isEqualTo("NOT_FOUND");
      assertThat(pair.ask("services/list", "{}").orThrow().toString())
          .doesNotContain("mine/tool");
    }
  }

  @ParameterizedTest
  @EnumSource
  void c95_aDescriptionIsAskedForByName(Kind kind) throws Exception {
    try (var pair = Pair.open(kind, caller, server)) {
      assertThat(pair.ask("services/schema", "{\"name\": \"/test/who\"}"))
          .isEqualTo(pair.ask("services/schema", "{\"name\": \"test/who\"}"));
      assertThat(Side.code(pair.ask("services/schema", "{}"))).isEqualTo("INVALID_INPUT");
      assertThat(Side.code(pair.ask("services/schema", "{\"name\": \"test/none\"}")))
          .isEqualTo("NOT_FOUND");
    }
  }

  private static String who(Pair pair, @Nullable String token) throws InterruptedException {
    return pair.caller()
        .call(new Request("test/who", json("1"), token, null, Request.JSON), Deadline.NONE)
        .orThrow()
        .textValue();
  }

  private static String ask(Pair pair, String name, @Nullable String token, Identity claim)
      throws InterruptedException {
    return Side.code(pair.caller()
        .call(new Request(name, json("1"), token, claim, Request.JSON), Deadline.NONE));
  }
}
