package dev.alknet.runtime.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.EventCodec;
import dev.alknet.runtime.wire.InvalidFrameException;
import dev.alknet.runtime.wire.Request;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What this node asks of the other end of a connection.
///
/// Whoever stops waiting, for whatever reason, has the other end told to abort.
final class Asking {
  /// A request larger than this travels by itself, so that it does not hold up others.
  static final int LARGE = 64 << 10;

  private static final Logger LOG = System.getLogger(Asking.class.getName());
  private static final long GIVEN_UP = 3;

  private final CallConnection connection;
  private final Duration patience;
  private final PendingCalls calls = new PendingCalls();
  private volatile @Nullable String token;

  /// `patience` is how long a slow reader may hold up other calls on the stream he shares with them.
  Asking(CallConnection connection, Duration patience) {
    this.connection = connection;
    this.patience = patience;
  }

  /// Shows this token with every request that shows none itself.
  void authenticate(String bearer) {
    token = bearer;
  }

  PendingCalls calls() {
    return calls;
  }

  /// Runs a query or mutation; an output that crosses with our abort goes to `late`.
  Outcome call(Request request, Deadline deadline, @Nullable Consumer<JsonNode> late)
      throws InterruptedException {
    var id = CallId.random();
    try {
      var frame = encoded(id, request);
      var stream = frame.length > LARGE && connection.multiplexes()
          ? own(deadline)
          : connection.shared(deadline);
      var call = new PendingCall(id, stream, late);
      send(call, frame, deadline);
      return await(call, deadline);
    } catch (InvalidFrameException e) {
      return new Outcome.Failed(unfit(e));
    } catch (IOException _) {
      return new Outcome.Failed(CallConnection.connectionClosed());
    } catch (TimeoutException _) {
      return new Outcome.Failed(CallError.timeout());
    }
  }

  /// Starts a subscription on a stream of its own, if there can be one.
  Subscription subscribe(Request request, Deadline deadline) throws InterruptedException {
    var call = Call.root(CallId.random(), deadline);
    var items = new Subscription(call, Subscription.Capacity.ofBytes(PendingSubscription.BUFFER));
    try {
      var frame = encoded(call.id(), request);
      var stream = connection.multiplexes() ? own(deadline) : connection.shared(deadline);
      var pending = new PendingSubscription(call.id(), stream, items, this);
      call.onAbort(() -> giveUp(pending));
      send(pending, frame, deadline);
    } catch (InvalidFrameException e) {
      items.end(new Outcome.Failed(unfit(e)));
    } catch (IOException _) {
      items.end(new Outcome.Failed(CallConnection.connectionClosed()));
    } catch (TimeoutException _) {
      items.end(new Outcome.Failed(CallError.timeout()));
    }
    return items;
  }

  /// Starts a call with raw carriage.
  RawChannel raw(Request request) throws IOException, InterruptedException {
    if (!connection.multiplexes()) {
      throw new IOException("raw carriage needs a stream of its own, and the connection to "
          + connection.address() + " has only one");
    }
    var raw = new Request(request.operation(), request.input(), request.authToken(),
        request.forwardedFor(), Request.RAW);
    var frame = encoded(CallId.random(), raw);
    var bytes = connection.fresh();
    var channel = RawStream.ofCaller(bytes, connection.budget());
    bytes.receive(channel);
    try {
      bytes.write(frame);
    } catch (IOException | InterruptedException e) {
      channel.close();
      throw e;
    }
    return channel;
  }

  private byte[] encoded(CallId id, Request request) throws InvalidFrameException {
    var bearer = token;
    return EventCodec.encode(new CallEvent.Requested(id,
        bearer == null || request.authToken() != null ? request : request.with(bearer)));
  }

  /// The other end has given up serving a call of ours.
  void aborted(CallId id) {
    calls.failed(id, CallError.cancelled());
  }

  /// `reader` holds up the stream that others share until `over`. If one of them waits for that
  /// reader, it would wait for ever.
  void heldUp(PendingSubscription reader, CountDownLatch over) {
    Thread.ofVirtual().name("slow reader").start(() -> {
      try {
        var waited = othersWait();
        while (!over.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
          var stillWaiting = othersWait();
          if (waited && stillWaiting) {
            tooSlow(reader);
          }
          waited = stillWaiting;
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private boolean othersWait() {
    return calls.size() > 1 || connection.serving().calls().size() > 0;
  }

  private void tooSlow(PendingSubscription reader) {
    calls.failed(reader.id(), CallError.of(ProtocolCode.INTERNAL,
        "the items were read too slowly on a connection with one stream"));
    tellAbort(reader.id());
  }

  private CallStream own(Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    return new CallStream(connection, connection.fresh(deadline), CallStream.Role.OWN).open();
  }

  private void send(Pending call, byte[] frame, Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    calls.add(call);
    try {
      call.stream().ask(frame, deadline);
    } catch (IOException | InterruptedException | TimeoutException e) {
      calls.remove(call.id());
      leave(call.stream());
      throw e;
    }
  }

  private Outcome await(PendingCall call, Deadline deadline) throws InterruptedException {
    try {
      var answer = call.await(deadline);
      return answer.isPresent() ? answer.get() : giveUp(call, CallError.timeout());
    } catch (InterruptedException e) {
      if (giveUp(call, CallError.cancelled()) instanceof Outcome.Succeeded(var output)) {
        call.late(output);
      }
      throw e;
    }
  }

  /// Answers how the call has ended: with its answer, if that has come at the last moment.
  private Outcome giveUp(PendingCall call, CallError reason) {
    if (call.abandon(reason) && calls.giveUp(call)) {
      if (call.late() == null || call.stream().common()) {
        leave(call.stream());
        tellAbort(call.id());
      } else {
        tellAbortAndAwait(call);
      }
    }
    return call.outcome().join();
  }

  private void giveUp(PendingSubscription call) {
    call.dropped();
    if (calls.remove(call.id())) {
      leave(call.stream());
      tellAbort(call.id());
    }
  }

  /// Nobody waits for what was asked on this stream.
  private static void leave(CallStream stream) {
    if (!stream.common()) {
      stream.reset(GIVEN_UP);
    }
  }

  /// Not on this thread, which may be interrupted or have no time.
  private void tellAbort(CallId id) {
    Thread.ofVirtual().name("abort").start(() -> tellAbort(id, connection::shared));
  }

  /// Its late answer is still wanted. On a connection whose streams are sockets only the call's own
  /// stream leads to it.
  private static void tellAbortAndAwait(PendingCall call) {
    Thread.ofVirtual().name("abort").start(() -> {
      tellAbort(call.id(), call::stream);
      call.stream().finish();
    });
  }

  /// The way on which the other end is told.
  @FunctionalInterface
  private interface Way {
    CallStream stream() throws IOException, InterruptedException;
  }

  private static void tellAbort(CallId id, Way way) {
    try {
      way.stream().ask(EventCodec.encode(new CallEvent.Aborted(id)));
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "nobody to tell that a call is given up", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static CallError unfit(InvalidFrameException e) {
    return CallError.invalidInput("the request fits no frame: " + e.getMessage());
  }
}
