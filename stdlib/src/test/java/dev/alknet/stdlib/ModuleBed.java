package dev.alknet.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.stdlib.container.ContainerFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node that runs processes, with an endless subscription, and scripts that import the `alk:` modules.
@Timeout(60)
class ModuleBed {
  @TempDir
  Path folder;

  final CompletableFuture<String> counting = new CompletableFuture<>();
  final ConcurrentLinkedQueue<String> printed = new ConcurrentLinkedQueue<>();

  @AutoClose
  Node node;

  @BeforeEach
  void open() {
    node = Node.open(List.of(
        () -> List.of(Operation.localStream(OperationSpec.subscription("test/count").build(),
            (_, _, emitter) -> {
              try {
                for (long i = 1;; i++) {
                  emitter.emit(JsonNodeFactory.instance.numberNode(i));
                }
              } catch (InterruptedException | CallException e) {
                counting.complete("ended");
                throw e;
              }
            }),
            Operation.localStream(OperationSpec.subscription("test/silent").build(),
                (_, _, _) -> new CountDownLatch(1).await())),
        new ContainerFamily(ProviderChoice.PROCESS, folder.resolve("work"),
            Map.of("PATH", System.getenv("PATH")), new Owners(OwnershipStore.KEEPS_NOTHING))));
  }

  /// The result of a script.
  JsonNode run(String code) throws IOException, InterruptedException {
    var file = Files.writeString(folder.resolve("script.mjs"), code);
    try (var session = node.session(folder, (level, text) -> printed.add(level + " " + text))) {
      var evaluation = session.run(file, JsonNodeFactory.instance.objectNode(), Deadline.NONE);
      assertThat(evaluation).isInstanceOf(Evaluation.Finished.class);
      return Objects.requireNonNull(((Evaluation.Finished) evaluation).json());
    }
  }

  static JsonNode json(String text) throws JsonProcessingException {
    return new JsonMapper().readTree(text);
  }
}
