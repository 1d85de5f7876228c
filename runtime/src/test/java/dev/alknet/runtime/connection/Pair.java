package dev.alknet.runtime.connection;

import static dev.alknet.runtime.connection.Side.json;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.transport.MemoryLink;
import dev.alknet.runtime.wire.Request;
import java.util.ArrayList;
import java.util.List;

/// Two nodes and the connection between them; the caller is the one that dialled, and each end has
/// proved the key that belongs to its name.
record Pair(MemoryLink link, CallConnection caller, CallConnection server)
    implements
      AutoCloseable {
  static Pair open(Kind kind, Side caller, Side server) {
    return open(kind, caller, server, Limits.DEFAULT);
  }

  static Pair open(Kind kind, Side caller, Side server, Limits limits) {
    var link = link(kind, "caller", "server");
    return new Pair(link, CallConnection.open(link.dialler(), caller.service(), limits),
        CallConnection.open(link.acceptor(), server.service(), limits));
  }

  /// A link whose ends have proved the keys that belong to these names.
  static MemoryLink link(Kind kind, String dialler, String acceptor) {
    return kind.open(new MemoryLink.Ends(CallProtocol.ALPN, Side.proof(dialler),
        Side.proof(acceptor), 7));
  }

  Outcome ask(String operation, String input) throws InterruptedException {
    return caller.call(Request.of(operation, json(input)), Deadline.NONE);
  }

  Subscription follow(String operation, String input) throws InterruptedException {
    return caller.subscribe(Request.of(operation, json(input)), Deadline.NONE);
  }

  /// Waits until nothing is under way at either end.
  void awaitIdle() {
    while (caller.underWay() + server.underWay() > 0) {
      Thread.onSpinWait();
    }
  }

  static List<String> all(Subscription items) throws InterruptedException {
    var all = new ArrayList<String>();
    for (var item = items.next(); item.isPresent(); item = items.next()) {
      all.add(item.get().toString());
    }
    return all;
  }

  @Override
  public void close() {
    caller.close();
    server.close();
  }
}
