package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.node.NodeVault;
import dev.alknet.runtime.node.VaultAccess;
import dev.alknet.runtime.node.VaultClient;
import dev.alknet.runtime.node.VaultStatus;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `alk vault status`: how it stands.
@Command(name = "status", description = "Tells how it stands with the vault of this home.",
    footer = {
        "  alk vault status",
        "  alk vault status --json"})
final class VaultStatusCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  VaultStatusCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var place = VaultPlace.of(alk);
    if (!NodeVault.exists(place.home())) {
      say(JsonNodeFactory.instance.objectNode().put("initialised", false),
          "no vault in %s; make one with: alk vault init".formatted(place.home()));
      return ExitCode.FINE.number();
    }
    var running = VaultClient.find(place.home()).isPresent();
    var status = place.asItIs(VaultAccess::status);
    var document = JsonNodeFactory.instance.objectNode()
        .put("initialised", true)
        .put("running", running);
    document.setAll(status.toJson());
    say(document, text(status, running));
    return ExitCode.FINE.number();
  }

  private static String text(VaultStatus status, boolean running) {
    var node = running ? status.unlocked() ? "unlocked" : "locked" : "no node is running";
    return """
        identity     %s
        passphrase   %s
        node         %s
        credentials  %s
        key version  %d""".formatted(status.identity(), status.passphrase() ? "yes" : "no", node,
        credentials(status), status.keyVersion());
  }

  /// `3 (2 of key version 2, 1 of 3)`.
  private static String credentials(VaultStatus status) {
    var counts = status.versions()
        .entrySet()
        .stream()
        .map(entry -> "%d of key version %d".formatted(entry.getValue(), entry.getKey()))
        .collect(Collectors.joining(", "));
    return status.credentials() + (counts.isEmpty() ? "" : " (" + counts + ")");
  }

  private void say(JsonNode document, String text) {
    alk.streams().out().println(json ? document.toString() : text);
  }
}
