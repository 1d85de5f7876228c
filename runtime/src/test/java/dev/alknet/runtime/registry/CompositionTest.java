package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.holding;
import static dev.alknet.runtime.registry.Fixture.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Capabilities;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CompositionTest {
  private final List<CallContext> contexts = new ArrayList<>();

  private final Operation query = Operation.local(OperationSpec.query("db/query")
      .access(AccessControl.scopes("db:read"))
      .build(), this::record);
  private final Operation hidden =
      Operation.local(OperationSpec.query("db/hidden").internal().build(), this::record);

  @Test
  void c52_runsAComposedCallUnderTheAuthorityOfItsHandler() throws InterruptedException {
    var fixture = new Fixture(query, report(CompositionAuthority.of("report", "db:read"),
        ScopedEnv.of("db/query"), "db/query"));

    assertThat(fixture.code(holding("report:run"), "report/run", "{}")).isEqualTo("OK");
    assertThat(fixture.code(holding("report:run"), "db/query", "{}")).isEqualTo("FORBIDDEN");
    assertThat(contexts.getLast().identity()).isEqualTo(Identity.of("report",
        Set.of("db:read")));
  }

  @Test
  void c53_doesNotLendTheUsersScopesToAHandler() throws InterruptedException {
    var fixture = new Fixture(query,
        report(CompositionAuthority.of("report"), ScopedEnv.of("db/query"), "db/query"));

    assertThat(fixture.code(holding("report:run", "db:read"), "report/run", "{}"))
        .isEqualTo("FORBIDDEN");
  }

  @Test
  void c54_findsNothingOutsideTheScopedEnv() throws InterruptedException {
    var fixture = new Fixture(query, report(CompositionAuthority.of("report", "db:read"),
        ScopedEnv.of("db/other"), "db/query"));

    assertThat(fixture.code(holding("report:run"), "report/run", "{}")).isEqualTo("NOT_FOUND");
  }

  @Test
  void c55_letsALeafComposeNothing() throws InterruptedException {
    var fixture = new Fixture(query, report(null, ScopedEnv.none(), "db/query"));

    assertThat(fixture.code(holding("report:run"), "report/run", "{}")).isEqualTo("NOT_FOUND");
  }

  @Test
  void c56_givesAChildItsOwnIdAndTheParentsDeadline() throws InterruptedException {
    var fixture = new Fixture(hidden,
        report(CompositionAuthority.of("report"), ScopedEnv.of("db/hidden"), "db/hidden"));

    assertThat(fixture.code(holding("report:run"), "report/run", "{}")).isEqualTo("OK");

    var child = contexts.get(1);
    var parent = contexts.getFirst();
    assertThat(child.call().parent()).isEqualTo(parent.call());
    assertThat(child.call().id()).isNotEqualTo(parent.call().id());
    assertThat(child.call().deadline()).isEqualTo(parent.call().deadline());
    assertThat(List.of(parent.internal(), child.internal())).containsExactly(false, true);
  }

  @Test
  void c57_reachesInternalOperationsByComposition() throws InterruptedException {
    var fixture = new Fixture(hidden,
        report(CompositionAuthority.of("report"), ScopedEnv.of("db/hidden"), "db/hidden"));

    assertThat(fixture.code(holding("report:run"), "report/run", "{}")).isEqualTo("OK");
    assertThat(fixture.code(holding("report:run"), "db/hidden", "{}")).isEqualTo("NOT_FOUND");
  }

  @Test
  void c58_refusesToInvokeASubscription() throws InterruptedException {
    var stream =
        Operation.localStream(OperationSpec.subscription("n/all").build(), (_, _, _) -> {});
    var fixture =
        new Fixture(stream, report(CompositionAuthority.of("report"), ScopedEnv.all(), "n/all"));

    assertThat(fixture.code(holding("report:run"), "report/run", "{}"))
        .isEqualTo("INVALID_OPERATION_TYPE");
  }

  @Test
  void c59_showsAChildItsOwnSecretsAndNotThoseOfItsParent() throws InterruptedException {
    var fixture = new Fixture(
        query.withCapabilities(Capabilities.NONE.withApiKey("db", "child".toCharArray())),
        report(CompositionAuthority.of("report", "db:read"), ScopedEnv.of("db/query"), "db/query")
            .withCapabilities(Capabilities.NONE.withApiKey("mail", "parent".toCharArray())));

    assertThat(fixture.code(holding("report:run"), "report/run", "{}")).isEqualTo("OK");

    assertThat(contexts).extracting(context -> secret(context, "mail"))
        .containsExactly("parent", "");
    assertThat(contexts).extracting(context -> secret(context, "db"))
        .containsExactly("", "child");
  }

  private static String secret(CallContext context, String service) {
    return context.capabilities()
        .get(service)
        .map(secret -> String.valueOf(secret.reveal()))
        .orElse("");
  }

  @Test
  void c68_keepsSessionOperationsInsideTheirSession() throws InterruptedException {
    var fixture = new Fixture();
    var mine = new SessionOverlay(fixture.registry, CompositionAuthority.of("me"));
    mine.register(new Operation(OperationSpec.query("mine/x").internal().build(),
        (Handler.Once) (input, _) -> input, Provenance.SESSION, null, ScopedEnv.none()));
    var root = Call.root(CallId.random(), Deadline.NONE);

    assertThat(within(fixture, root, mine)).isEqualTo(new Outcome.Succeeded(json("1")));
    assertThat(within(fixture, root,
        new SessionOverlay(fixture.registry, CompositionAuthority.of("me")))).isInstanceOf(
            Outcome.Failed.class);
    assertThat(fixture.code(null, "mine/x", "1")).isEqualTo("NOT_FOUND");
    assertThat(fixture.ask(null, "services/list", "{}").toString()).doesNotContain("mine/x");
  }

  private static Outcome within(Fixture fixture, Call root, SessionOverlay overlay)
      throws InterruptedException {
    return fixture.dispatcher.invoke(Caller.inside(root, null,
        Layers.curated(fixture.registry).with(overlay), ScopedEnv.all()), "mine/x", json("1"),
        CallOptions.DEFAULT);
  }

  private Operation report(@Nullable CompositionAuthority authority, ScopedEnv reach,
      String target) {
    return new Operation(OperationSpec.query("report/run")
        .access(AccessControl.scopes("report:run"))
        .build(),
        (Handler.Once) (input, context) -> {
          record(input, context);
          return context.env().invoke(target, input);
        }, Provenance.LOCAL, authority, reach);
  }

  private JsonNode record(JsonNode input, CallContext context) {
    contexts.add(context);
    return input;
  }
}
