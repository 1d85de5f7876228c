package dev.alknet.stdlib.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.NodeSupplies;
import dev.alknet.runtime.registry.CallLog;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.CapabilityGrants;
import dev.alknet.stdlib.MemoryOwners;
import dev.alknet.stdlib.Owners;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Owners of containers on a real daemon.
@Timeout(120)
class LiveOwnershipTest {
  private static final Set<String> SCOPES =
      Set.of("container:create", "container:start", "container:inspect", "container:exec",
          "container:remove");
  private static final Identity ANN = new Identity("ann", SCOPES, Map.of());
  private static final Identity BOB = new Identity("bob", SCOPES, Map.of());

  @AutoClose
  private final LiveDaemon daemon = LiveDaemon.find();
  private final MemoryOwners owners = new MemoryOwners();
  @AutoClose
  private final Node node = node();

  @Test
  void own01own07_theCreatorMayByAnyNameAndNobodyElseByNone() throws Exception {
    var name = "owned-" + UUID.randomUUID();
    var id = create(name);

    for (var written : List.of(id, id.substring(0, 12), name)) {
      assertThat(answer(ANN, "inspect", written)).as(written).isEqualTo("OK");
      assertThat(answer(BOB, "inspect", written)).as(written).isEqualTo("FORBIDDEN");
    }
    assertThat(answer(BOB, "inspect", "no-such-thing")).isEqualTo("FORBIDDEN");
    assertThat(answer(ANN, "remove", name)).isEqualTo("OK");
    assertThat(owners.recorded(Owners.CONTAINER)).isEmpty();
  }

  @Test
  void own01own08_theCreatorMayExecAndOnlyWithMoreHasATerminal() throws Exception {
    var id = create("owned-" + UUID.randomUUID());
    daemon.desk().invoke("docker/container/start", LiveDaemon.named(id));
    var sitter = new Identity("ann", Set.of("container:exec", "tty:open"), Map.of());

    assertThat(exec(ANN, id)).isEqualTo("{\"exitCode\":7,\"terminal\":true}");
    assertThat(exec(BOB, id)).isEqualTo("FORBIDDEN");
    assertThat(terminal(ANN, id)).isEqualTo("FORBIDDEN");
    assertThat(terminal(sitter, id)).contains("a terminal");
    removeForced(id);
  }

  @Test
  void own02_whoManagesMayUseWhatOthersMadeAndWhatWasMadeOutside() throws Exception {
    var scopes = Set.of("container:inspect", "container:start");
    var chief = new Identity("chief", scopes, Map.of(Owners.CONTAINER, Set.of("manage")));
    var anns = create("owned-" + UUID.randomUUID());
    var outside = daemon.create("exit 0");

    for (var id : List.of(anns, outside)) {
      assertThat(answer(chief, "inspect", id)).isEqualTo("OK");
      assertThat(answer(chief, "start", id)).isEqualTo("OK");
    }
    assertThat(answer(ANN, "inspect", outside)).isEqualTo("FORBIDDEN");
    removeForced(anns);
  }

  @Test
  void own04_startingStoppingAndRestartingChangesNoOwner() throws Exception {
    var scopes = Set.of("container:start", "container:stop", "container:restart");
    var chief = new Identity("chief", scopes, Map.of(Owners.CONTAINER, Set.of("manage")));
    var id = create("owned-" + UUID.randomUUID());

    for (var verb : List.of("start", "restart", "stop")) {
      var input = Json.object().put("containerId", id);
      if (!verb.equals("start")) {
        input.put("timeoutSeconds", 0);
      }
      assertThat(node.dispatcher()
          .invoke(Caller.outside(chief, node.registry()), "docker/container/" + verb, input,
              CallOptions.DEFAULT))
          .isInstanceOf(Outcome.Succeeded.class);
      assertThat(owners.owner(Owners.CONTAINER, id)).as(verb).hasValue("ann");
    }
    assertThat(answer(ANN, "remove", id)).isEqualTo("OK");
  }

  @Test
  void own05_forwardedForMakesNobodyAnOwner() throws Exception {
    var id = create("owned-" + UUID.randomUUID());
    var claiming = Caller.outside(BOB, ANN, Caller.outside(BOB, node.registry()).layers());

    var outcome = node.dispatcher()
        .invoke(claiming, "docker/container/inspect", Desk.json(LiveDaemon.named(id)),
            CallOptions.DEFAULT);

    assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class,
        failed -> assertThat(failed.error().code()).isEqualTo("FORBIDDEN"));
    assertThat(answer(ANN, "remove", id)).isEqualTo("OK");
  }

  @Test
  void own03_whatIsRemovedBehindItsBackIsRevokedToo() throws Exception {
    var id = create("owned-" + UUID.randomUUID());

    daemon.desk().invoke("docker/container/remove", LiveDaemon.named(id));

    owners.awaitRevoked(id);
    assertThat(answer(ANN, "inspect", id)).isEqualTo("FORBIDDEN");
  }

  @Test
  void whatIsGoneWhenTheNodeStartsIsRevoked() throws Exception {
    var id = create("owned-" + UUID.randomUUID());
    var gone = "0".repeat(64);
    owners.record("ann", Owners.CONTAINER, gone);

    try (var _ = node()) {
      owners.awaitRevoked(gone);
    }

    assertThat(owners.owner(Owners.CONTAINER, id)).hasValue("ann");
    assertThat(answer(ANN, "remove", id)).isEqualTo("OK");
  }

  private void removeForced(String id) throws InterruptedException {
    daemon.desk()
        .invoke("docker/container/remove",
            "{\"containerId\": \"%s\", \"force\": true}".formatted(id));
  }

  private Node node() {
    return Node.open(List.of(DockerFamily.open(LiveDaemon.where(), new Owners(owners))),
        new NodeSupplies(owners, CapabilityGrants.NONE, _ -> Optional.empty(), CallLog.NONE,
            NodeSupplies.NONE.sessions(), NodeSupplies.NONE.thirdParty()));
  }

  private String create(String name) throws InterruptedException {
    var input = Json.object().put("image", LiveDaemon.IMAGE).put("name", name);
    input.putArray("command").add("sleep").add("1000");
    return node.dispatcher()
        .invoke(Caller.outside(ANN, node.registry()), "docker/container/create", input,
            CallOptions.DEFAULT)
        .orThrow()
        .path("id")
        .asText();
  }

  /// The last event, or why there is none.
  private String exec(Identity who, String id) throws InterruptedException {
    var last = "";
    try (var events = node.dispatcher()
        .subscribe(Caller.outside(who, node.registry()), "docker/container/exec",
            run(id, "exit 7"), CallOptions.DEFAULT)) {
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        last = event.get().toString();
      }
      return last;
    } catch (CallException e) {
      return e.error().code();
    }
  }

  /// What a program at a terminal prints, or why there is none.
  private String terminal(Identity who, String id) throws Exception {
    try (var talk = new Talk(node.dispatcher()
        .openRaw(Caller.outside(who, node.registry()), "docker/container/exec",
            run(id, "test -t 0 && echo a terminal").put("tty", true), CallOptions.DEFAULT))) {
      return talk.toTheEnd().out();
    } catch (CallException e) {
      return e.error().code();
    }
  }

  private static ObjectNode run(String id, String script) {
    var input = Json.object().put("containerId", id);
    input.putArray("cmd").add("sh").add("-c").add(script);
    return input;
  }

  private String answer(Identity who, String verb, String id) throws InterruptedException {
    return switch (node.dispatcher()
        .invoke(Caller.outside(who, node.registry()), "docker/container/" + verb,
            Desk.json(LiveDaemon.named(id)), CallOptions.DEFAULT)) {
      case Outcome.Succeeded _ -> "OK";
      case Outcome.Failed(var error) -> error.code();
    };
  }
}
