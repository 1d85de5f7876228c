package dev.alknet.stdlib.container;

import static dev.alknet.stdlib.container.TestNode.command;
import static dev.alknet.stdlib.container.TestNode.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
import dev.alknet.stdlib.ProviderChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whose work it is that `container/run` starts, told with processes of this machine and with a
/// daemon in memory.
@Timeout(60)
class ContainerOwnershipTest {
  private static final Set<String> SCOPES = Set.of("container:run", "container:logs",
      "container:wait", "container:list", "container:remove");
  private static final Identity ANN = new Identity("ann", SCOPES, Map.of());
  private static final Identity BOB = new Identity("bob", SCOPES, Map.of());
  private static final Identity CHIEF =
      new Identity("chief", SCOPES, Map.of("container", Set.of("manage")));

  @TempDir
  Path folder;

  private final MemoryOwners owners = new MemoryOwners();
  private final MemoryDocker docker = new MemoryDocker();
  private Node node;

  @BeforeEach
  void openTheNode() {
    node = node(ProviderChoice.PROCESS);
  }

  @AfterEach
  void closeTheNode() throws IOException {
    node.close();
  }

  @Test
  void own01_whatSomebodyHasStartedIsHisAlone() throws Exception {
    var id = run(ANN, "web");

    assertThat(owners.owner(Owners.CONTAINER, id)).hasValue("ann");
    assertThat(code(ANN, "container/wait", id(id))).isEqualTo("OK");
    assertThat(code(BOB, "container/wait", id(id))).isEqualTo("FORBIDDEN");
    assertThat(code(BOB, "container/remove", id(id))).isEqualTo("FORBIDDEN");
  }

  @Test
  void own02_whoManagesMayUseWhatOthersHaveStarted() throws Exception {
    var id = run(ANN, "web");

    assertThat(code(CHIEF, "container/wait", id(id))).isEqualTo("OK");
    assertThat(code(CHIEF, "container/remove", id("web"))).isEqualTo("OK");
    assertThat(owners.recorded(Owners.CONTAINER)).isEmpty();
  }

  @Test
  void own03_removingRevokes() throws Exception {
    var id = run(ANN, "web");

    assertThat(code(ANN, "container/remove", id(id).put("force", true))).isEqualTo("OK");

    assertThat(owners.recorded(Owners.CONTAINER)).isEmpty();
    assertThat(code(ANN, "container/wait", id(id))).isEqualTo("FORBIDDEN");
  }

  @Test
  void own05_forwardedForMakesNobodyAnOwner() throws Exception {
    var id = run(ANN, "web");
    var claiming = Caller.outside(BOB, ANN, Caller.outside(BOB, node.registry()).layers());

    assertThat(node.dispatcher()
        .invoke(claiming, "container/wait", id(id), CallOptions.DEFAULT))
        .isInstanceOfSatisfying(Outcome.Failed.class,
            failed -> assertThat(failed.error().code()).isEqualTo("FORBIDDEN"));
  }

  @Test
  void own07_namesAndBeginningsOfIdsAreJudgedLikeIds() throws Exception {
    var id = run(ANN, "web");

    for (var written : List.of(id, "web", id.substring(0, 14))) {
      assertThat(code(ANN, "container/wait", id(written))).as(written).isEqualTo("OK");
      assertThat(code(BOB, "container/wait", id(written))).as(written).isEqualTo("FORBIDDEN");
    }
  }

  @Test
  void anAmbiguousBeginningTellsAStrangerNothing() throws Exception {
    var _ = run(ANN, "web");
    var _ = run(ANN, "db");

    assertThat(answer(BOB, "container/wait", id("process-")))
        .isEqualTo("FORBIDDEN not owner of resource: container/process-");
    assertThat(answer(BOB, "container/wait", id("nothing")))
        .isEqualTo("FORBIDDEN not owner of resource: container/nothing");
  }

  @Test
  void listsShowWhatIsTheCallersUnlessHeManages() throws Exception {
    var _ = run(ANN, "web");
    var _ = run(BOB, "db");
    var viewer = new Identity("viewer", SCOPES, Map.of("container", Set.of("list")));

    assertThat(names(ANN)).containsExactly("web");
    assertThat(names(BOB)).containsExactly("db");
    assertThat(names(CHIEF)).containsExactly("web", "db");
    assertThat(names(Node.OPERATOR)).containsExactly("web", "db");
    assertThat(names(viewer)).isEmpty();
  }

  @Test
  void nothingIsStartedWhenItsOwnerCannotBeRecorded() throws Exception {
    owners.failing();

    assertThat(answer(ANN, "container/run", command("true"))).isEqualTo(
        "INTERNAL this node cannot record now whose the container is, so none is made");
    assertThat(names(Node.OPERATOR)).isEmpty();
  }

  @Test
  void aProcessThatCannotStartIsNobodys() throws Exception {
    assertThat(answer(ANN, "container/run", command("no-such-program")))
        .startsWith("COMMAND_NOT_FOUND");

    assertThat(owners.recorded(Owners.CONTAINER)).isEmpty();
  }

  @Test
  void processesOfAnEarlierNodeAreForgottenAtTheStartAndAllAtTheEnd() throws Exception {
    owners.record("ann", Owners.CONTAINER, "process-000000000000");
    owners.record("ann", Owners.CONTAINER, "abc");
    try (var later = node(ProviderChoice.PROCESS)) {
      owners.awaitRevoked("process-000000000000");
      var _ = later.dispatcher()
          .invoke(Caller.outside(ANN, later.registry()), "container/run", command("sleep", "1000"),
              CallOptions.DEFAULT)
          .orThrow();
      assertThat(owners.recorded(Owners.CONTAINER)).hasSize(2);
    }

    assertThat(owners.recorded(Owners.CONTAINER)).containsExactly("abc");
  }

  @Test
  void aContainerOfTheDaemonIsMadeForTheCaller() throws Exception {
    docker.images.add("busybox:latest");
    try (var inDocker = node(ProviderChoice.DOCKER)) {
      var _ = inDocker.dispatcher()
          .invoke(Caller.outside(ANN, inDocker.registry()), "container/run", command("true"),
              CallOptions.DEFAULT)
          .orThrow();
    }

    assertThat(docker.creations).singleElement()
        .satisfies(input -> assertThat(input.path("owner").asText()).isEqualTo("ann"));
  }

  private Node node(ProviderChoice choice) {
    return Node.open(
        List.of(docker,
            new ContainerFamily(choice, folder.resolve("logs"), TestNode.ENVIRONMENT,
                new Owners(owners))),
        new NodeSupplies(owners, CapabilityGrants.NONE, _ -> Optional.empty(), CallLog.NONE,
            NodeSupplies.NONE.sessions(), NodeSupplies.NONE.thirdParty()));
  }

  private String run(Identity who, String name) throws InterruptedException {
    return node.dispatcher()
        .invoke(Caller.outside(who, node.registry()), "container/run",
            command("true").put("name", name), CallOptions.DEFAULT)
        .orThrow()
        .path("id")
        .asText();
  }

  private List<String> names(Identity who) throws InterruptedException {
    return node.dispatcher()
        .invoke(Caller.outside(who, node.registry()), "container/list",
            JsonNodeFactory.instance.objectNode(), CallOptions.DEFAULT)
        .orThrow()
        .valueStream()
        .map(entry -> entry.path("name").asText())
        .toList();
  }

  private String code(Identity who, String name, JsonNode input) throws InterruptedException {
    return answer(who, name, input).split(" ", 2)[0];
  }

  private String answer(Identity who, String name, JsonNode input) throws InterruptedException {
    return switch (node.dispatcher()
        .invoke(Caller.outside(who, node.registry()), name, input, CallOptions.DEFAULT)) {
      case Outcome.Succeeded _ -> "OK";
      case Outcome.Failed(var error) -> error.code() + " " + error.message();
    };
  }
}
