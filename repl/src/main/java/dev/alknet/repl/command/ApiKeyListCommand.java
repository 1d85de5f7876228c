package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.repl.render.Rendering;
import dev.alknet.runtime.identity.ApiKeyEntry;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `alk apikey list`: which API keys there are, without what makes them keys.
@Command(name = "list", description = "Lists the API keys that this home's node keeps.",
    footer = "  alk apikey list")
final class ApiKeyListCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = "--json", description = "one JSON array on standard output")
  private boolean json;

  ApiKeyListCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<ApiKeyEntry> keys;
    try (var kept = alk.store()) {
      keys = kept.identities().index().apiKeys();
    }
    var list = JsonNodeFactory.instance.arrayNode();
    keys.forEach(key -> list.add(row(key)));
    if (!json && keys.isEmpty()) {
      alk.streams()
          .err()
          .println("no API keys; make one with: alk apikey create" + alk.homeWords());
    } else {
      alk.streams().out().println(json ? list.toString() : Rendering.text(list, Screen.look()));
    }
    return ExitCode.FINE.number();
  }

  private static ObjectNode row(ApiKeyEntry key) {
    var until = key.expiresAt();
    return JsonNodeFactory.instance.objectNode()
        .put("prefix", key.prefix())
        .put("scopes", String.join(" ", new TreeSet<>(key.scopes())))
        .put("description", key.description())
        .put("expires", until == null ? "never"
            : key.validAt(Instant.now()) ? until.toString() : "expired");
  }
}
