package dev.alknet.runtime.connection;

import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.operation.Shortened;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Layers;
import dev.alknet.runtime.registry.PeerOverlay;
import dev.alknet.runtime.registry.Via;
import dev.alknet.runtime.transport.Credential;
import dev.alknet.runtime.wire.Request;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// What the other end of a connection asks of this node: each request runs on a virtual thread of
/// its own and ends in the dispatcher.
final class Serving {
  private static final Logger LOG = System.getLogger(Serving.class.getName());

  private final InboundCalls calls = new InboundCalls();
  private final CallService service;
  private final Credential remote;
  private final PeerOverlay overlay;
  private final Limits limits;
  private final Semaphore refusals;

  Serving(CallService service, Credential remote, PeerOverlay overlay, Limits limits) {
    this.service = service;
    this.remote = remote;
    this.overlay = overlay;
    this.limits = limits;
    this.refusals = new Semaphore(limits.refusals());
  }

  InboundCalls calls() {
    return calls;
  }

  /// Who is at the other end, asked anew each time.
  @Nullable
  Identity identity() {
    return service.identity(remote);
  }

  /// Starts serving a request. If its stream carries chunks from now on, they go to what is
  /// answered here.
  @Nullable
  RawStream requested(Arrival arrival) {
    var carriage = arrival.event().request().carriage();
    switch (carriage) {
      case Request.JSON -> start(new ServedCall(this, arrival));
      case Request.RAW -> {
        var raw = arrival.stream().handOver();
        if (raw != null) {
          start(new ServedRaw(this, arrival, raw));
          return raw;
        }
        refuse(new ServedCall(this, arrival),
            CallError.invalidInput("raw carriage needs a stream of its own"));
      }
      default -> refuse(new ServedCall(this, arrival), CallError.invalidInput(
          "unknown carriage: " + Shortened.of(carriage) + " (expected json or raw)"));
    }
    return null;
  }

  /// The other end has given up one of its calls.
  void aborted(CallId id) {
    calls.abort(id);
  }

  /// Who makes this request, and what he sees of this node.
  Caller caller(Request request) {
    return Caller.outside(service.identity(remote, request.authToken()), request.forwardedFor(),
        layers()).by(via());
  }

  /// What was offered to a peer is nobody's from the moment on at which its key is.
  private Layers layers() {
    var layers = Layers.of(service.registry(), service.peers());
    return identity() == null ? layers : layers.over(overlay);
  }

  private Via via() {
    return switch (remote) {
      case Credential.Key(var fingerprint) -> new Via.Peer(fingerprint);
      case Credential.LocalUser _ -> new Via.Socket();
      case Credential.Bearer _, Credential.Anonymous _ -> new Via.Peer(null);
    };
  }

  Dispatcher dispatcher() {
    return service.dispatcher();
  }

  private void start(InboundCall call) {
    if (calls.size() >= limits.requests()) {
      refuse(call, CallError.of(ProtocolCode.INTERNAL,
          "more than " + limits.requests() + " calls are under way on this connection"));
    } else if (!calls.add(call)) {
      refuse(call, CallError
          .invalidInput("a call with the id " + Shortened.of(call.id().value()) + " is under way"));
    } else {
      call.begun();
      Thread.ofVirtual().name("serve").start(() -> run(call));
    }
  }

  private void run(InboundCall call) {
    try {
      call.serve();
      call.awaitTold();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "a request could not be served", e);
      refuse(call, CallError.internal());
    } finally {
      calls.remove(call);
      call.over();
    }
  }

  /// Each waits for the other end to read it; whoever asks and does not read is cut off.
  private void refuse(InboundCall call, CallError why) {
    if (!refusals.tryAcquire()) {
      call.stream().giveUp("too many refusals wait to be read");
      return;
    }
    call.begun();
    Thread.ofVirtual().name("refuse").start(() -> {
      try {
        call.failed(why);
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "nobody to refuse a request to", e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      } finally {
        refusals.release();
        call.over();
      }
    });
  }
}
