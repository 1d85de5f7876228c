package dev.alknet.runtime.transport;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Gives each accepted connection to the handler of the protocol it speaks. Never changes.
///
/// Source: call.md §21.
public final class ProtocolRouter {
  private static final Logger LOG = System.getLogger(ProtocolRouter.class.getName());

  /// A certificate authority probes with it whether this is the right machine.
  private static final String ACME = "acme-tls/1";

  private final Map<String, ProtocolHandler> handlers;

  private ProtocolRouter(Map<String, ProtocolHandler> handlers) {
    this.handlers = handlers;
  }

  /// A router of these handlers; refuses two for one protocol.
  public static ProtocolRouter of(List<? extends ProtocolHandler> handlers) {
    SequencedMap<String, ProtocolHandler> byAlpn = new LinkedHashMap<>();
    for (var handler : handlers) {
      if (byAlpn.putIfAbsent(handler.alpn(), handler) != null) {
        throw new IllegalArgumentException("two handlers for protocol " + handler.alpn());
      }
    }
    return new ProtocolRouter(Collections.unmodifiableMap(byAlpn));
  }

  /// The protocols that are served, in the order of their handlers.
  public List<String> alpns() {
    return List.copyOf(handlers.keySet());
  }

  /// Has `connection` served on a virtual thread of its own, which ends with it; returns at once.
  public void serve(Connection connection) {
    var handler = handlers.get(connection.alpn());
    if (handler != null) {
      var _ = Thread.ofVirtual()
          .name(connection.alpn() + " " + connection.address())
          .start(() -> serve(connection, handler));
    } else if (connection.alpn().equals(ACME)) {
      connection.close(0, "acme done");
    } else {
      LOG.log(Level.WARNING, "no handler for protocol ''{0}'' that {1} asks for", connection.alpn(),
          connection.address());
      connection.close(0, "no handler");
    }
  }

  private static void serve(Connection connection, ProtocolHandler handler) {
    try (connection) {
      handler.serve(connection);
    } catch (ConnectionClosedException e) {
      LOG.log(Level.DEBUG, () -> connection.address() + " is gone", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, () -> "serving " + connection.address() + " failed", e);
    }
  }
}
