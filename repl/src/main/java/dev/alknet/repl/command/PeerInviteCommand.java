package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.render.QrText;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.IdentityStore;
import dev.alknet.runtime.identity.Invitation;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.pairing.Ticket;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `alk peer invite`: a ticket with which one other node becomes a peer of this one.
@Command(name = "invite", description = {"Prints a ticket with which another node becomes a peer.",
    "",
    "The ticket says where this home's node is reached, which key it has there, and a token that is",
    "good once. Whoever has the ticket can use it: hand it over as you would a password. The node must",
    "be running and listen."},
    footer = {
        "  alk peer invite",
        "  alk peer invite --name worker-1 --scope container:run --resource container:manage",
        "  alk peer invite --expires 1h --address hub.example.org:4433 --json"})
final class PeerInviteCommand implements Callable<Integer> {
  private final AlkCommand alk;
  private final SecureRandom random = new SecureRandom();

  @Option(names = "--name", paramLabel = "NAME",
      description = "how the other node is called here, for good (default: one is made up)")
  private @Nullable String name;

  @Mixin
  private GrantOptions grants = new GrantOptions();

  @Option(names = "--expires", paramLabel = "TIME", converter = DurationText.class,
      description = "how long the ticket is good: 30s, 5m, 1h (default: 10m)")
  private Duration expires = Duration.ofMinutes(10);

  @Option(names = "--address", paramLabel = "HOST:PORT",
      description = "where the other node reaches this one (default: what the running node says); "
          + "repeatable")
  private List<String> addresses = new ArrayList<>();

  @Option(names = "--qr", description = "show the ticket as a QR code too, also without a terminal")
  private boolean qr;

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  PeerInviteCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException, StoreException {
    var resources = grants.resources(alk);
    try (var kept = alk.store()) {
      var peer = peer(kept.identities());
      var ticket = ticket();
      var until = Instant.now().plus(expires).truncatedTo(ChronoUnit.SECONDS);
      kept.identities()
          .putInvitation(new Invitation(ticket.hash(), peer, grants.scopes(alk), resources, until));
      say(ticket, peer, until);
    }
    return ExitCode.FINE.number();
  }

  private String peer(IdentityStore store) {
    if (name == null) {
      return "peer-" + HexFormat.of().formatHex(random.generateSeed(3));
    }
    try {
      PeerName.require(name);
    } catch (IllegalArgumentException e) {
      throw alk.usage(String.valueOf(e.getMessage()));
    }
    if (store.index().peer(name) != null) {
      throw alk
          .usage("there is a peer named %s already; choose another name, or: alk peer remove %s%s"
              .formatted(name, name, alk.homeWords()));
    }
    return name;
  }

  private Ticket ticket() throws IOException, InterruptedException {
    var running = RunningStatus.ask(alk);
    var key = running.map(RunningStatus::key)
        .map(Fingerprint::new)
        .orElse(alk.assembly().key().fingerprint());
    var places = addresses.isEmpty() ? running.map(RunningStatus::addresses).orElse(List.of())
        : addresses;
    if (places.isEmpty()) {
      throw new IOException(running.isPresent()
          ? "the node of this home does not listen; start it with: alk node --listen HOST:PORT"
          : "no node is running in %s; start one with --listen, or say where it is going to be "
              .formatted(alk.assembly().home()) + "reached: --address HOST:PORT");
    }
    try {
      return Ticket.issue(places, key, random);
    } catch (IllegalArgumentException e) {
      throw alk.usage(String.valueOf(e.getMessage()));
    }
  }

  private void say(Ticket ticket, String peer, Instant until) {
    var streams = alk.streams();
    if (json) {
      var document = JsonNodeFactory.instance.objectNode()
          .put("ticket", ticket.text())
          .put("name", peer)
          .put("expires", until.toString());
      ticket.addresses().forEach(document.putArray("addresses")::add);
      streams.out().println(document);
    } else {
      streams.out().println(ticket.text());
      streams.err()
          .println("on the other machine: alk peer join TICKET   (once, until %s, as %s)"
              .formatted(until, peer));
    }
    if (qr || (!json && Screen.attended())) {
      streams.err().print(QrText.of(ticket.text().toUpperCase(Locale.ROOT), Screen.look()));
    }
  }
}
