package dev.alknet.runtime.connection;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.transport.Connection;
import dev.alknet.runtime.transport.ProtocolHandler;
import dev.alknet.runtime.transport.UnixEndpoint;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// `alknet/call`: serves the connections that others have dialled, and attaches as peers those whose
/// key somebody here knows.
public final class CallProtocol implements ProtocolHandler {
  /// The protocol's name in the TLS handshake. Source: call.md §4.1.
  public static final String ALPN = UnixEndpoint.ALPN;

  private final CallService service;
  private final Set<CallConnection> open = ConcurrentHashMap.newKeySet();

  public CallProtocol(CallService service) {
    this.service = service;
  }

  @Override
  public String alpn() {
    return ALPN;
  }

  @Override
  public void serve(Connection transport) throws InterruptedException {
    try (var connection = CallConnection.open(transport, service)) {
      open.add(connection);
      try {
        new PeerAttachment(connection, service.peers(), service.identities()).hold();
      } finally {
        open.remove(connection);
      }
    }
  }

  /// Lets every connection finish what it serves, closes it, and returns when all are closed or
  /// `limit` is over. Source: call.md §21, ruling 10.
  public void drain(Duration limit) throws InterruptedException {
    var waiting = open.stream().map(connection -> Thread.ofVirtual().name("drain").start(() -> {
      try {
        connection.drain();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    })).toList();
    var end = Deadline.after(limit);
    for (var thread : waiting) {
      thread.join(Duration.ofNanos(end.remaining(TimeUnit.NANOSECONDS)));
    }
    waiting.forEach(Thread::interrupt);
    for (var thread : waiting) {
      thread.join();
    }
  }
}
