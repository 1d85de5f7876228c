package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.render.ExplanationText;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.config.ConfigException;
import dev.alknet.runtime.identity.GivenIdentities;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.registry.AccessOperations;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.store.Stores;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alk explain`: why a call would be allowed or refused.
@Command(name = "explain", description = {
    "Says step by step why a call would be allowed or refused, and calls nothing.", "",
    "Exits with 0 when it would be allowed, with 1 when it would be refused. With --connect the",
    "running node says it; without, a node of one's own, with the peers and owners that this home",
    "keeps."},
    footer = {
        "  alk explain --connect container/logs --as worker-1 '{\"id\": \"web\"}'",
        "  alk explain container/list --as anonymous",
        "  alk explain container/run --as ann --scope container:run '{\"command\": [\"true\"]}'"})
final class ExplainCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(index = "0", paramLabel = "OPERATION", description = "such as container/list")
  private String operation = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "INPUT",
      description = "JSON, @FILE, or - for standard input (default: {})")
  private String input = "";

  @Option(names = "--as", paramLabel = "NAME", required = true,
      description = "who would call: a peer, an API key by its first 8 characters, operator, anonymous")
  private String name = "";

  @Mixin
  private NodeOptions where = new NodeOptions();

  @Mixin
  private ClaimedIdentity claimed = new ClaimedIdentity();

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  ExplainCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var parsed = alk.input(input);
    if (name.isBlank()) {
      throw alk.usage("--as is blank");
    }
    if (where.connects() && claimed.given()) {
      throw alk.usage(
          "--scope and --resource are for a node of one's own; a running node knows who is who");
    }
    var explanation = where.connects() ? ofRunning(parsed) : ofOwn(parsed);
    alk.streams()
        .out()
        .println(json ? explanation : ExplanationText.of(explanation, Screen.look()));
    return explanation.path("allowed").asBoolean()
        ? ExitCode.FINE.number()
        : ExitCode.FAILED.number();
  }

  private JsonNode ofRunning(JsonNode wanted) throws IOException, InterruptedException {
    var question =
        JsonNodeFactory.instance.objectNode().put("operation", operation).put("as", name);
    question.set("input", wanted);
    var place = where.place(alk);
    try (var node = place.node().open()) {
      return place.env(node, Call.root(CallId.random(), Deadline.NONE))
          .invoke("access/explain", question);
    } catch (CallException e) {
      throw new IOException(place.name() + " cannot say: " + e.error().message(), e);
    }
  }

  private JsonNode ofOwn(JsonNode wanted) throws IOException, InterruptedException {
    try (var kept = alk.store();
        var node = alk.assembly().open(kept.ownership())) {
      var identity = identity(kept);
      var caller = Caller.outside(identity, null, Layers.of(node.registry(), node.peers()));
      return node.dispatcher().explain(caller, operation, wanted).toJson();
    }
  }

  private @Nullable Identity identity(Stores kept) throws ConfigException {
    if (name.equals(AccessOperations.ANONYMOUS)) {
      return null;
    }
    try {
      return claimed.given() ? claimed.identity(name) : known(kept);
    } catch (IllegalArgumentException e) {
      throw alk.usage(String.valueOf(e.getMessage()));
    }
  }

  /// Whoever has the name in the configuration or the store of this home.
  private Identity known(Stores kept) throws ConfigException {
    var config = ConfigException.require(alk.assembly().configFile().read()).live();
    var configured = new GivenIdentities(config.identities(), Set.of(), Map.of());
    try (var identities = Identities.open(Node.OPERATOR, GivenIdentities.NONE,
        List.of(configured, kept.identities()), InstantSource.system())) {
      return identities.named(name)
          .orElseThrow(() -> new IllegalArgumentException("nobody is known here by the name "
              + name + "; say what to suppose with --scope, or ask a running node: --connect"));
    }
  }
}
