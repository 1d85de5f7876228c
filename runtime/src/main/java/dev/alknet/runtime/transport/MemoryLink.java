package dev.alknet.runtime.transport;

import java.util.function.Consumer;

/// A connection that never leaves the process, for tests and simulations: both its ends, and what
/// goes wrong between them.
///
/// Like on QUIC, the accepting end learns of a stream by the first thing that arrives on it.
public final class MemoryLink {
  private final MemoryFaults faults;
  private final Connection dialler;
  private final Connection acceptor;
  private final Consumer<ConnectionClosedException> end;

  private MemoryLink(MemoryFaults faults, Connection dialler, Connection acceptor,
      Consumer<ConnectionClosedException> end) {
    this.faults = faults;
    this.dialler = dialler;
    this.acceptor = acceptor;
    this.end = end;
  }

  /// A link that carries any number of streams, as QUIC does.
  public static MemoryLink multiplexing(Ends ends) {
    var faults = new MemoryFaults(ends.seed);
    var dialler = new MemoryConnection(faults, ends.alpn, ends.acceptor);
    var acceptor = new MemoryConnection(faults, ends.alpn, ends.dialler);
    dialler.join(acceptor);
    acceptor.join(dialler);
    return new MemoryLink(faults, dialler, acceptor, reason -> {
      var _ = dialler.end(reason);
      var _ = acceptor.end(reason);
    });
  }

  /// A link that is one stream, as a socket is.
  public static MemoryLink duplex(Ends ends) {
    var faults = new MemoryFaults(ends.seed);
    var pair = new MemoryStreamPair(faults, _ -> {}, _ -> {});
    var dialler = new DuplexConnection(pair.near(), "memory", ends.alpn, ends.acceptor);
    var acceptor = new DuplexConnection(pair.far(), "memory", ends.alpn, ends.dialler);
    return new MemoryLink(faults, dialler, acceptor, reason -> {
      dialler.end(reason);
      acceptor.end(reason);
      pair.near().fail(reason);
      pair.far().fail(reason);
    });
  }

  /// The end that dialled.
  public Connection dialler() {
    return dialler;
  }

  /// The end that accepted.
  public Connection acceptor() {
    return acceptor;
  }

  /// What goes wrong on the way.
  public MemoryFaults faults() {
    return faults;
  }

  /// Cuts the wire: what is under way is lost and both ends find out, as they do when an idle
  /// timeout is over. For the silence before it, see [MemoryFaults#stall].
  public void cut() {
    end.accept(ConnectionClosedException.bySilence());
  }

  /// What both ends of a link know: the protocol, and what was proved about the one that dialled
  /// and the one that accepted. `seed` decides about chance.
  public record Ends(String alpn, Credential dialler, Credential acceptor, long seed) {
    /// Two ends that know nothing of each other.
    public static Ends anonymous(String alpn) {
      return new Ends(alpn, new Credential.Anonymous(), new Credential.Anonymous(), 1);
    }
  }
}
