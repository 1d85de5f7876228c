package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.render.Rendering;
import java.io.IOException;
import java.util.List;

/// `.peers`, `.connect`, `.disconnect` and `.use`.
record PeerCommands(Desk desk, Lines lines, Evaluations evaluations) {
  void run(Command command, String argument) throws IOException, InterruptedException {
    switch (command) {
      case PEERS -> list();
      case CONNECT -> connect(argument);
      case DISCONNECT -> disconnect(argument);
      case USE -> use(argument);
      default -> throw new IllegalArgumentException("not about peers: " + command);
    }
  }

  private void list() throws IOException, InterruptedException {
    var env = desk.boot().operations();
    var peers = env.peers();
    var gone = desk.boot()
        .contacts()
        .connected()
        .stream()
        .filter(name -> !peers.contains(name))
        .toList();
    if (!peers.isEmpty()) {
      var table = JsonNodeFactory.instance.arrayNode();
      for (var peer : peers) {
        table.addObject().put("peer", peer).put("operations", env.peer(peer).operations().size());
      }
      lines.print(Rendering.text(table, lines.look()));
    } else if (gone.isEmpty()) {
      lines.warn("no peer is attached; " + Command.CONNECT.usage() + " attaches one");
    }
    gone.forEach(name -> lines.warn(name + " is gone; it is dialled again"));
  }

  private void connect(String target) throws IOException, InterruptedException {
    if (target.isEmpty()) {
      lines.warn(
          "whom? " + Command.CONNECT.usage() + "; alk node --listen HOST:PORT prints an address");
      return;
    }
    try {
      var node = desk.boot().node();
      var name = evaluations.foreground()
          .awaiting(() -> desk.boot().contacts().connect(node, target, lines::warn));
      var serves = desk.boot().operations().peer(name).operations().size();
      lines.say("%s is attached and serves %d operation%s; .use %s sends calls there"
          .formatted(name, serves, serves == 1 ? "" : "s", name));
    } catch (IOException e) {
      lines.warn(String.valueOf(e.getMessage()));
    }
  }

  private void disconnect(String name) throws IOException, InterruptedException {
    var contacts = desk.boot().contacts();
    if (contacts.disconnect(name)) {
      lines.say(name + " is let go");
      if (evaluations.peer().equals(name)) {
        evaluations.use("");
      }
      return;
    }
    lines.warn(notConnected(name, contacts.connected()));
  }

  private String notConnected(String name, List<String> connected)
      throws IOException, InterruptedException {
    if (desk.boot().operations().peers().contains(name)) {
      return name + " was not attached by .connect, so it stays";
    }
    return (name.isEmpty() ? "whom? " + Command.DISCONNECT.usage() : "no peer " + name)
        + (connected.isEmpty()
            ? "; no peer was attached by .connect"
            : "; attached by .connect: " + String.join(", ", connected));
  }

  private void use(String peer) throws IOException, InterruptedException {
    var peers = desk.boot().operations().peers();
    if (peer.isEmpty() || peers.contains(peer)) {
      evaluations.use(peer);
    } else {
      lines.warn("no peer " + peer + (peers.isEmpty()
          ? "; none is attached"
          : "; attached: " + String.join(", ", peers)));
    }
  }
}
