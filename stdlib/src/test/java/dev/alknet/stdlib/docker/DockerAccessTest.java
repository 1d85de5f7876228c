package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.EngineDesk.OLD;
import static dev.alknet.stdlib.docker.EngineDesk.WEB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Visibility;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.stdlib.MemoryOwners;
import dev.alknet.stdlib.Owners;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Who may do what with the operations that came after the first ones. Source: docker-fleet-http.md
/// §2.2; docs/access.md.
@Timeout(30)
class DockerAccessTest {
  private static final Set<String> SCOPES = Set.of("container:exec", "container:prune",
      "network:inspect", "network:connect", "system:events", "system:df");
  private static final Identity ANN = EngineDesk.person("ann", SCOPES);
  private static final Identity BOB = EngineDesk.person("bob", SCOPES);
  private static final Identity CHIEF = EngineDesk.chief(SCOPES);

  @AutoClose
  private final EngineDesk desk = new EngineDesk();
  private final FakeEngine engine = desk.engine();
  private final MemoryOwners owners = desk.owners();

  DockerAccessTest() throws Exception {
    owners.record("ann", Owners.CONTAINER, WEB);
    desk.lists(WEB, OLD);
  }

  @Test
  void whateverNamesAContainerIsJudgedByIt() {
    for (var operation : naming("containerId")) {
      var spec = operation.spec();
      assertThat(spec.resourceIdPath()).as("%s", spec.name())
          .hasToString("ResourceIdPath[text=%s]".formatted(Inputs.CONTAINER_PATH));
      assertThat(spec.access().resourceType()).as("%s", spec.name()).isEqualTo(Owners.CONTAINER);
      assertThat(spec.access().resourceAction()).as("%s", spec.name()).isNotBlank();
      assertThat(operation.resolver()).as("%s", spec.name()).isInstanceOf(FullId.class);
    }
    assertThat(naming("containerId")).hasSizeGreaterThan(20);
  }

  @Test
  void everyOperationNeedsAScope() {
    assertThat(desk.registry()
        .operations()
        .stream()
        .map(Operation::spec)
        .filter(spec -> spec.name().namespace().equals("docker"))
        .filter(spec -> spec.visibility() == Visibility.EXTERNAL
            && spec.access().requiredScopes().isEmpty())
        .map(OperationSpec::name)).isEmpty();
  }

  @Test
  void streamsThatChangeSomethingSaySo() {
    assertThat(desk.registry()
        .operations()
        .stream()
        .map(Operation::spec)
        .filter(spec -> spec.kind() == OperationKind.SUBSCRIPTION && spec.changes())
        .map(spec -> spec.name().value()))
        .containsExactlyInAnyOrder("docker/container/exec", "docker/container/attach",
            "docker/container/copy-in", "docker/image/pull", "docker/image/push",
            "docker/image/load", "docker/image/build");
  }

  @Test
  void own08_execAloneIsNoTerminal() throws Exception {
    assertThatThrownBy(() -> terminal(ANN))
        .hasMessage("FORBIDDEN: missing required scope: tty:open");
    assertThatThrownBy(() -> sit(ANN)).hasMessage("FORBIDDEN: missing required scope: tty:open");

    var scopes = Set.of("container:exec", "tty:open");
    var actions = Map.of("container", Set.of("exec"));
    owners.revoke(Owners.CONTAINER, WEB);
    var helper = new Identity("helper", scopes, actions);
    assertThatThrownBy(() -> terminal(helper))
        .hasMessage("FORBIDDEN: not owner of resource: container/" + WEB);
    assertThatThrownBy(() -> sit(helper))
        .hasMessage("FORBIDDEN: not owner of resource: container/web");
    assertThat(engine.requests()).noneMatch(line -> line.startsWith("POST"));
  }

  @Test
  void own08_whoMaySitAtItGetsATerminal() {
    var sitter = new Identity("ann", Set.of("container:exec", "tty:open"), Map.of());

    assertThatThrownBy(() -> terminal(sitter)).hasMessageStartingWith("CONTAINER_NOT_FOUND");

    assertThat(engine.requests()).contains("POST /v1.47/containers/" + WEB + "/exec");
  }

  @Test
  void pruningIsForThoseWhoManageAndRevokes() throws Exception {
    engine.on("POST /v1.47/containers/prune", visit -> visit.json(200,
        "{\"ContainersDeleted\": [\"%s\"], \"SpaceReclaimed\": 7}".formatted(WEB)));

    assertThat(desk.answer(ANN, "docker/container/prune", "{}"))
        .isEqualTo("FORBIDDEN missing resource: container/manage");
    assertThat(owners.owner(Owners.CONTAINER, WEB)).hasValue("ann");
    assertThat(desk.answer(CHIEF, "docker/container/prune", "{}")).isEqualTo("OK");

    assertThat(owners.recorded(Owners.CONTAINER)).isEmpty();
  }

  @Test
  void aContainerIsConnectedByWhoseItIs() throws Exception {
    engine.on("POST /v1.47/networks/n/connect", visit -> visit.json(200, ""));
    var input = "{\"network\": \"n\", \"containerId\": \"web\"}";

    assertThat(desk.answer(BOB, "docker/network/connect", input)).startsWith("FORBIDDEN");
    assertThat(desk.answer(ANN, "docker/network/connect", input)).isEqualTo("OK");

    assertThat(Desk.json(engine.body()).path("Container").asText()).isEqualTo(WEB);
  }

  @Test
  void reportsLeaveOutTheContainersOfOthers() throws Exception {
    engine.on("GET /v1.47/networks/n", visit -> visit.json(200, """
        {"Id": "n", "Name": "n", "Containers": {"%s": {}, "%s": {}}}""".formatted(WEB, OLD)));
    engine.on("GET /v1.47/system/df", visit -> visit.json(200, """
        {"Containers": [{"Id": "%s"}, {"Id": "%s"}]}""".formatted(WEB, OLD)));

    assertThat(desk.ask(ANN, "docker/network/inspect", "{\"network\": \"n\"}")
        .orThrow()
        .path("Containers")
        .fieldNames()).toIterable().containsExactly(WEB);
    assertThat(desk.ask(BOB, "docker/system/df", "{}").orThrow().path("Containers")).isEmpty();
    assertThat(desk.ask(CHIEF, "docker/system/df", "{}").orThrow().path("Containers")).hasSize(2);
  }

  @Test
  void eventsAreThoseOfContainersThatOneIsShown() throws Exception {
    engine.on("GET /v1.47/events", visit -> {
      visit.begin();
      for (var event : List.of(event("container", OLD, "start", ""),
          event("container", WEB, "start", ""), event("image", "sha256:1", "pull", ""),
          event("network", "n", "connect", OLD), event("network", "n", "connect", WEB),
          event("network", "m", "create", ""), event("container", WEB, "destroy", ""))) {
        visit.chunk(event.getBytes(UTF_8));
      }
      visit.end();
    });

    assertThat(events(ANN)).containsExactly("container start", "image pull", "network connect",
        "network create", "container destroy");
    assertThat(events(BOB)).containsExactly("image pull", "network create");
    assertThat(events(CHIEF)).hasSize(7);
  }

  @Test
  void whoseContainerHasGoneIsToldThatToo() throws Exception {
    var heard = new CountDownLatch(1);
    engine.on("GET /v1.47/events", visit -> {
      visit.begin();
      visit.chunk(event("container", WEB, "die", "").getBytes(UTF_8));
      heard.await();
      new Owners(owners).revoke(WEB);
      visit.chunk(event("container", WEB, "destroy", "").getBytes(UTF_8));
      visit.end();
    });

    try (var events = follow(ANN)) {
      assertThat(action(events)).isEqualTo("die");
      heard.countDown();
      assertThat(action(events)).isEqualTo("destroy");
    }
  }

  private static String action(Subscription events) throws InterruptedException {
    return events.next().orElseThrow().path("Action").asText();
  }

  private Subscription follow(Identity who) {
    return desk.subscribe(who, "docker/system/events", "{\"until\": \"2\"}");
  }

  private static String event(String type, String id, String action, String container) {
    var event = Json.object().put("Type", type).put("Action", action).put("timeNano", 1);
    var actor = event.putObject("Actor").put("ID", id);
    if (!container.isEmpty()) {
      actor.putObject("Attributes").put("container", container);
    }
    return event.toString();
  }

  private List<String> events(Identity who) throws InterruptedException {
    var seen = new ArrayList<String>();
    try (var events = follow(who)) {
      for (var event = events.next(); event.isPresent(); event = events.next()) {
        seen.add(event.get().path("Type").asText() + " " + event.get().path("Action").asText());
      }
    }
    return seen;
  }

  private List<Operation> naming(String member) {
    return desk.registry()
        .operations()
        .stream()
        .filter(operation -> operation.spec().input().document().path("properties").has(member))
        .toList();
  }

  private void terminal(Identity who) throws Exception {
    talk(who, "docker/container/exec",
        "{\"containerId\": \"web\", \"cmd\": [\"sh\"], \"tty\": true}");
  }

  private void sit(Identity who) throws Exception {
    talk(who, "docker/container/attach", "{\"containerId\": \"web\"}");
  }

  private void talk(Identity who, String operation, String input) throws Exception {
    try (var channel = desk.openRaw(who, operation, input)) {
      channel.read();
    }
  }
}
