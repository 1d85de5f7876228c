package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.PeerOverlay;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.script.ScriptConsole;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// What Tab offers among 10,000 operations, which 100 peers serve too: how long it takes. It stands here
/// because only this package knows what Tab does.
public final class CompletionProbe {
  private static final int OPERATIONS = 10_000;
  private static final int PEERS = 100;
  private static final int WARM = 2000;
  private static final List<String> TYPED = List.of("ops.", "ops.family7.", "ops.family7.group3.r",
      "env.invoke('fam", "env.invoke('run_9", "env.invoke('f7g3r",
      "env.peer('peer-42').invoke('group5", "env.peer('peer-42').invoke('family12/group4/run_62",
      "ops.family7.group3.run_3660({", "ops.family7.group3.run_3660({size: ", ".use peer-9", ".help run",
      "?group9/run", "env.peer('pe");

  private CompletionProbe() {}

  /// Milliseconds of each of so many asked in turn.
  public static List<Double> millis(Path home, int times) throws IOException, InterruptedException {
    var operations = IntStream.range(0, OPERATIONS).mapToObj(CompletionProbe::operation).toList();
    var settings = new Shell.Settings(home, home, () -> node(operations), "this node");
    try (var desk = Desk.in(home, home)) {
      var boot = desk.boot();
      boot.start(settings, (ScriptConsole) (_, _) -> {});
      boot.session();
      var offers = new Offers(desk, new LiveValues(boot, () -> {}));
      while (boot.index().size() < OPERATIONS || boot.index("peer-42").size() < OPERATIONS) {
        Thread.onSpinWait();
      }
      var taken = new ArrayList<Double>();
      for (int i = 0; i < WARM + times; i++) {
        var typed = TYPED.get(i % TYPED.size());
        var begun = System.nanoTime();
        var offered = offers.at(Completion.at(typed)).size();
        var nanos = System.nanoTime() - begun;
        if (offered == 0) {
          throw new IOException("nothing is offered for " + typed);
        }
        if (i >= WARM) {
          taken.add((double) nanos / TimeUnit.MILLISECONDS.toNanos(1));
        }
      }
      return taken;
    }
  }

  private static Node node(List<Operation> operations) {
    var node = Node.open(List.of(() -> operations));
    var imported = operations.stream()
        .map(operation -> new Operation(operation.spec(), operation.handler(), Provenance.FROM_CALL, null,
            ScopedEnv.none()))
        .toList();
    for (int i = 0; i < PEERS; i++) {
      var overlay = new PeerOverlay(node.registry());
      overlay.addImported(imported);
      node.peers().attach("peer-" + i, overlay);
    }
    return node;
  }

  private static Operation operation(int number) {
    return Operation.local(OperationSpec
        .query("family%d/group%d/run_%d".formatted(number / 500, number / 50 % 10, number))
        .description("Does something of kind " + number + ".")
        .input("""
            {"type": "object", "properties": {
              "size": {"enum": ["small", "middle", "large"], "description": "how large"},
              "times": {"type": "integer", "default": 1}, "name": {"type": "string"}}}""")
        .build(), (_, _) -> NullNode.instance);
  }
}
