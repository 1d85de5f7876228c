package dev.alknet.stdlib.docker;

import static dev.alknet.stdlib.docker.EngineDesk.OLD;
import static dev.alknet.stdlib.docker.EngineDesk.WEB;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.identity.Identity;
import dev.alknet.stdlib.MemoryOwners;
import dev.alknet.stdlib.Owners;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DockerOwnershipTest {
  private static final Set<String> SCOPES = Set.of("container:create", "container:start",
      "container:stop", "container:restart", "container:inspect", "container:list",
      "container:remove");
  private static final Identity ANN = EngineDesk.person("ann", SCOPES);
  private static final Identity BOB = EngineDesk.person("bob", SCOPES);
  private static final Identity CHIEF = EngineDesk.chief(SCOPES);

  @AutoClose
  private final EngineDesk desk = new EngineDesk();
  private final FakeEngine engine = desk.engine();
  private final MemoryOwners owners = desk.owners();

  DockerOwnershipTest() {
    engine.on("POST /v1.47/containers/create",
        visit -> visit.json(201, "{\"Id\": \"%s\"}".formatted(WEB)));
    engine.on("DELETE /v1.47/containers/" + WEB, visit -> visit.json(204, ""));
    engine.on("POST /v1.47/containers/" + WEB + "/start", visit -> visit.json(204, ""));
  }

  @Test
  void own01_recordsWhoHasMadeItBeforeItAnswers() throws Exception {
    assertThat(answer(ANN, "create", "{\"image\": \"x\"}")).isEqualTo("OK");

    assertThat(owners.owner(Owners.CONTAINER, WEB)).hasValue("ann");
    assertThat(answer(ANN, "inspect", named(WEB))).isEqualTo("OK");
    assertThat(answer(BOB, "inspect", named(WEB)))
        .isEqualTo("FORBIDDEN not owner of resource: container/" + WEB);
  }

  @Test
  void aContainerWhoseOwnerCannotBeRecordedIsRemovedAgain() throws Exception {
    owners.failing();

    assertThat(answer(ANN, "create", "{\"image\": \"x\"}")).isEqualTo(
        "INTERNAL this node cannot record now whose the container is, so none is made");

    assertThat(engine.requests())
        .anyMatch(line -> line.startsWith("DELETE /v1.47/containers/" + WEB));
  }

  @Test
  void onlyWhoManagesMakesContainersForOthers() throws Exception {
    var input = "{\"image\": \"x\", \"owner\": \"bob\"}";

    assertThat(answer(ANN, "create", input)).startsWith("FORBIDDEN");
    assertThat(engine.requests()).noneMatch(line -> line.startsWith("POST"));
    assertThat(answer(CHIEF, "create", input)).isEqualTo("OK");

    assertThat(owners.owner(Owners.CONTAINER, WEB)).hasValue("bob");
    assertThat(Desk.json(engine.body()).at("/Labels/alknet.owner").asText()).isEqualTo("bob");
  }

  @Test
  void own02_whoManagesMayUseWhatWasMadeOutside() throws Exception {
    assertThat(answer(CHIEF, "inspect", named("web"))).isEqualTo("OK");
    assertThat(answer(ANN, "inspect", named("web"))).startsWith("FORBIDDEN");
  }

  @Test
  void own03_removingRevokesWhoeverRemovesByWhateverName() throws Exception {
    owners.record("ann", Owners.CONTAINER, WEB);
    assertThat(answer(ANN, "remove", named("web"))).isEqualTo("OK");
    assertThat(owners.recorded(Owners.CONTAINER)).isEmpty();
    assertThat(answer(ANN, "inspect", named("web"))).startsWith("FORBIDDEN");

    owners.record("ann", Owners.CONTAINER, WEB);
    assertThat(answer(CHIEF, "remove", named("aaaa"))).isEqualTo("OK");
    assertThat(owners.recorded(Owners.CONTAINER)).isEmpty();
  }

  @Test
  void own04_startingAndStoppingChangesNoOwner() throws Exception {
    owners.record("ann", Owners.CONTAINER, WEB);

    for (var verb : List.of("start", "stop", "restart")) {
      engine.on("POST /v1.47/containers/%s/%s".formatted(WEB, verb), visit -> visit.json(204, ""));
      assertThat(answer(CHIEF, verb, named(WEB))).isEqualTo("OK");
      assertThat(answer(ANN, verb, named("web"))).isEqualTo("OK");
    }

    assertThat(owners.owner(Owners.CONTAINER, WEB)).hasValue("ann");
  }

  @Test
  void own07_asksTheDaemonWhatANameMeansAndGoesOnWithTheId() throws Exception {
    owners.record("ann", Owners.CONTAINER, WEB);

    for (var written : List.of(WEB, "aaaa", "web")) {
      assertThat(answer(ANN, "start", named(written))).as(written).isEqualTo("OK");
      assertThat(engine.requests()).last().isEqualTo("POST /v1.47/containers/" + WEB + "/start");
      assertThat(answer(BOB, "start", named(written))).as(written).startsWith("FORBIDDEN");
    }
  }

  @Test
  void whatTheDaemonRefusesToNameTellsAStrangerNothing() throws Exception {
    engine.on("GET /v1.47/containers/ab/json",
        visit -> visit.json(400, "{\"message\": \"multiple IDs found\"}"));

    assertThat(answer(BOB, "start", named("ab")))
        .isEqualTo("FORBIDDEN not owner of resource: container/ab");
    assertThat(answer(BOB, "start", named("none")))
        .isEqualTo("FORBIDDEN not owner of resource: container/none");
    assertThat(answer(BOB, "start", named("../x")))
        .isEqualTo("FORBIDDEN not owner of resource: container/../x");
    assertThat(engine.requests()).noneMatch(line -> line.contains(".."));
  }

  @Test
  void listsShowWhatIsTheCallersUnlessHeManages() throws Exception {
    owners.record("ann", Owners.CONTAINER, WEB);
    desk.lists(WEB, OLD);

    assertThat(ids(ANN)).containsExactly(WEB);
    assertThat(ids(BOB)).isEmpty();
    assertThat(ids(CHIEF)).containsExactly(WEB, OLD);
    assertThat(ids(new Identity("viewer", SCOPES, Map.of("container", Set.of("list")))))
        .containsExactly(OLD);
  }

  @Test
  void whatIsGoneAtTheStartIsRevoked() throws Exception {
    owners.record("ann", Owners.CONTAINER, WEB);
    owners.record("ann", Owners.CONTAINER, OLD);
    owners.record("ann", Owners.CONTAINER, "process-000000000000");
    desk.lists(WEB);
    events(new CountDownLatch(1));

    desk.attach();

    owners.awaitRevoked(OLD);
    assertThat(owners.recorded(Owners.CONTAINER)).containsExactlyInAnyOrder(WEB,
        "process-000000000000");
  }

  @Test
  void whatIsDestroyedMeanwhileIsRevoked() throws Exception {
    desk.lists(WEB);
    var destroyed = new CountDownLatch(1);
    events(destroyed);

    assertThat(answer(ANN, "create", "{\"image\": \"x\"}")).isEqualTo("OK");
    engine.awaitRequest("GET /v1.47/events");
    assertThat(engine.requests()).contains("GET /v1.47/events?filters="
        + Paths.encoded("{\"type\":[\"container\"],\"event\":[\"destroy\",\"remove\"]}"));
    assertThat(owners.owner(Owners.CONTAINER, WEB)).hasValue("ann");
    destroyed.countDown();

    owners.awaitRevoked(WEB);
  }

  @Test
  void race_anEngineEventThatIsMissedIsMadeGood() throws Exception {
    owners.record("ann", Owners.CONTAINER, WEB);
    desk.lists(WEB);
    engine.on("GET /v1.47/events", visit -> {
      visit.begin();
      engine.awaitGone("GET /v1.47/containers/json");
      desk.lists();
      visit.raw("cut");
    });

    desk.attach();

    owners.awaitRevoked(WEB);
  }

  @Test
  void race_anEngineEventThatIsLateHarmsNothing() throws Exception {
    owners.record("ann", Owners.CONTAINER, OLD);
    desk.lists(OLD);
    var destroyed = new CountDownLatch(1);
    events(destroyed);
    desk.attach();
    engine.awaitRequest("GET /v1.47/containers/json");

    assertThat(answer(ANN, "create", "{\"image\": \"x\"}")).isEqualTo("OK");
    assertThat(answer(ANN, "remove", named(WEB))).isEqualTo("OK");
    owners.awaitRevoked(WEB);
    destroyed.countDown();

    owners.awaitRevoked(WEB);
    assertThat(owners.recorded(Owners.CONTAINER)).containsExactly(OLD);
  }

  @Test
  void nobodyWatchesWhereNothingIsRecorded() throws Exception {
    desk.attach();

    assertThat(answer(CHIEF, "start", named(WEB))).isEqualTo("OK");
    assertThat(engine.requests()).noneMatch(line -> line.contains("/events"));
  }

  /// Tells that a container was destroyed once the latch opens.
  private void events(CountDownLatch destroyed) {
    engine.on("GET /v1.47/events", visit -> {
      visit.begin();
      destroyed.await();
      visit.chunk("{\"Action\": \"destroy\", \"Actor\": {\"ID\": \"%s\"}}".formatted(WEB)
          .getBytes(UTF_8));
      visit.hang();
    });
  }

  private List<String> ids(Identity who) throws InterruptedException {
    return desk.ask(who, "docker/container/list", "{}")
        .orThrow()
        .valueStream()
        .map(entry -> entry.path("Id").asText())
        .toList();
  }

  private String answer(Identity who, String verb, String input) throws InterruptedException {
    return desk.answer(who, "docker/container/" + verb, input);
  }

  private static String named(String id) {
    return LiveDaemon.named(id);
  }
}
