package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.node.ConnectedNode;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.node.PeerAddress;
import dev.alknet.runtime.pairing.PairingOperations;
import dev.alknet.runtime.pairing.Ticket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alk peer join`: hands a ticket in, and keeps the node that has issued it as a peer.
@Command(name = "join", description = {"Becomes a peer of the node that has issued a ticket.", "",
    "That node knows this home's node by its key from then on, and this one knows that one by the key",
    "in the ticket. The node of this home, now or when it is started, keeps connected to it."},
    footer = {
        "  alk peer join alk1…",
        "  alk peer join - < ticket.txt",
        "  alk peer join alk1… --name hub --scope container:run --scope process:run"})
final class PeerJoinCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Parameters(paramLabel = "TICKET", description = "what `alk peer invite` has printed, or - for "
      + "standard input")
  private String ticket = "";

  @Option(names = "--name", paramLabel = "NAME",
      description = "how the other node is called here, for good (default: what it calls itself)")
  private @Nullable String name;

  @Mixin
  private GrantOptions grants = new GrantOptions();

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  PeerJoinCommand(AlkCommand alk) {
    this.alk = alk;
  }

  private record Joined(String address, String here, String there) {}

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    var read = ticket();
    var resources = grants.resources(alk);
    try (var kept = alk.store()) {
      requireNew(read, kept.identities().index());
      var joined = join(read);
      var id = name == null ? free(joined.there, kept.identities().index()) : name;
      kept.identities()
          .putPeer(new PeerEntry(id, List.of(read.key()), null, grants.scopes(alk), resources, null,
              joined.address, true));
      say(id, joined, read);
      return ExitCode.FINE.number();
    } catch (CallException e) {
      new PeopleReport(alk.streams(), Screen.look()).failed(e.error(), "");
      return ExitCode.FAILED.number();
    }
  }

  private Ticket ticket() throws IOException {
    try {
      if (name != null) {
        PeerName.require(name);
      }
      return Ticket.parse(ticket.equals("-") ? FirstLine.of(alk.streams().in()) : ticket);
    } catch (IllegalArgumentException e) {
      throw alk.usage(String.valueOf(e.getMessage()));
    }
  }

  /// Looks before the ticket is used up.
  private void requireNew(Ticket read, IdentityIndex known) {
    for (var peer : known.peers()) {
      if (peer.fingerprints().contains(read.key())) {
        throw alk.usage("the node with this key is known here already, as " + peer.id());
      }
    }
    if (name != null && known.peer(name) != null) {
      throw alk.usage("there is a peer named %s already; choose another name".formatted(name));
    }
  }

  /// Tries one address after the other; each must show the key in the ticket.
  private Joined join(Ticket read) throws IOException, InterruptedException {
    var key = alk.assembly().key();
    var failures = new ArrayList<String>();
    for (var address : read.addresses()) {
      try (var node =
          ConnectedNode.at(PeerAddress.parse(address + "/" + read.key()), key, null)) {
        var answer = handIn(node, read);
        return new Joined(address, answer.path("peer").asText(), answer.path("node").asText());
      } catch (IOException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    throw new IOException("the node that issued the ticket cannot be reached: "
        + String.join("; ", failures));
  }

  private static JsonNode handIn(Node node, Ticket read) throws InterruptedException {
    return node.operatorEnv(Call.root(CallId.random(), Deadline.NONE))
        .invoke(PairingOperations.JOIN, JsonNodeFactory.instance.objectNode()
            .put("token", read.token())
            .put("name", HostName.ofThisMachine()));
  }

  /// The name it gives itself, as far as it is one and nobody has it.
  private static String free(String said, IdentityIndex known) {
    var base = PeerName.like(said);
    var free = base;
    for (var number = 2; known.peer(free) != null; number++) {
      free = base + "-" + number;
    }
    return free;
  }

  private void say(String id, Joined joined, Ticket read)
      throws IOException, InterruptedException {
    if (json) {
      alk.streams()
          .out()
          .println(JsonNodeFactory.instance.objectNode()
              .put("peer", id)
              .put("as", joined.here)
              .put("address", joined.address)
              .put("key", read.key().text()));
      return;
    }
    alk.streams()
        .out()
        .println("joined %s at %s, as %s".formatted(id, joined.address, joined.here));
    if (RunningStatus.ask(alk).isEmpty()) {
      alk.streams().err().println("to keep connected, start: alk node" + alk.homeWords());
    }
  }
}
