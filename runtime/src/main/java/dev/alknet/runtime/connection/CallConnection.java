package dev.alknet.runtime.connection;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.AdapterException;
import dev.alknet.runtime.registry.PeerOverlay;
import dev.alknet.runtime.transport.Connection;
import dev.alknet.runtime.transport.Credential;
import dev.alknet.runtime.transport.DuplexStream;
import dev.alknet.runtime.wire.Request;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The call protocol on one live connection, the same for accepted and dialled ones: what this node
/// asks of the other end, and what the other end asks of this node.
///
/// Calls share one long-lived stream. Where the transport has several, a subscription, raw carriage
/// and a large request get one of their own. Safe for use by many threads.
/// Source: call.md §4, §20.1.
public final class CallConnection implements AutoCloseable {
  private static final Logger LOG = System.getLogger(CallConnection.class.getName());

  private final Connection transport;
  private final PeerOverlay overlay;
  private final Asking asking;
  private final Serving serving;
  private final CountDownLatch ready = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ReentrantLock opening = new ReentrantLock();
  private final Budget budget;
  private final AcceptedStreams accepted = new AcceptedStreams();
  private volatile @Nullable CallStream shared;

  private CallConnection(Connection transport, CallService service, Limits limits) {
    this.transport = transport;
    this.overlay = new PeerOverlay(service.registry());
    overlay.onRefresh(this::refresh);
    this.budget = new Budget(limits.memory(), limits.patience());
    this.asking = new Asking(this, limits.patience());
    this.serving = new Serving(service, transport.remote(), overlay, limits);
  }

  /// Runs the protocol on a connection, which it owns from now on.
  public static CallConnection open(Connection transport, CallService service) {
    return open(transport, service, Limits.DEFAULT);
  }

  static CallConnection open(Connection transport, CallService service, Limits limits) {
    var connection = new CallConnection(transport, service, limits);
    transport.onClosed(connection::lost);
    Thread.ofVirtual()
        .name("accept from " + transport.address())
        .start(connection::acceptStreams);
    return connection;
  }

  /// What the other end serves us, and what scripts of this node offer it.
  public PeerOverlay overlay() {
    return overlay;
  }

  /// Who is at the other end; `null` when nobody here knows its key.
  public @Nullable Identity identity() {
    return serving.identity();
  }

  /// The peer at the other end: somebody whose key is known here. `null` for the anonymous, for
  /// strangers and for other processes of the local user.
  public @Nullable Identity peer() {
    return transport.remote() instanceof Credential.Key ? identity() : null;
  }

  @Nullable
  String peerId() {
    var peer = peer();
    return peer == null ? null : peer.id();
  }

  /// Imports anew what the other end serves; what is not there any more is gone here too.
  public void refresh() throws AdapterException, InterruptedException {
    overlay.replaceImported(new FromCall(this, FromCall.Options.ALL).importAll());
  }

  /// Where the other end is, for people.
  public String address() {
    return transport.address();
  }

  /// Runs a query or mutation of the other end and waits for its outcome. When the deadline passes
  /// or this thread is interrupted, the other end is told to abort it.
  public Outcome call(Request request, Deadline deadline) throws InterruptedException {
    return asking.call(request, deadline, null);
  }

  /// Starts a subscription of the other end. Closing it, or aborting its call, tells the other end
  /// to abort; a slow reader slows the other end down.
  public Subscription subscribe(Request request, Deadline deadline) throws InterruptedException {
    return asking.subscribe(request, deadline);
  }

  /// Starts a call with raw carriage. A refusal comes out of the first read.
  public RawChannel raw(Request request) throws IOException, InterruptedException {
    return asking.raw(request);
  }

  /// Finishes what is being served, sees to it that the answers arrive, and closes. When it is
  /// interrupted it closes at once.
  public void drain() throws InterruptedException {
    try (this) {
      serving.calls().awaitIdle();
      accepted.finish();
      accepted.awaitOver();
    }
  }

  /// Waits until the connection is closed, by whichever end.
  public void awaitClosed() throws InterruptedException {
    closed.await();
  }

  /// Shows this token with every request of its own from now on.
  public void authenticate(String token) {
    asking.authenticate(token);
  }

  /// How many calls are under way in both directions.
  public int underWay() {
    return asking.calls().size() + serving.calls().size();
  }

  /// Closes the connection. One that has ended by itself is left alone, for its last answers may
  /// still be on their way.
  @Override
  public void close() {
    if (closed.getCount() > 0) {
      transport.close(0, "");
    }
  }

  /// Runs `listener` once the connection is closed, by whichever end; at once if it is.
  void onClosed(Runnable listener) {
    transport.onClosed(listener);
  }

  Credential remote() {
    return transport.remote();
  }

  Asking asking() {
    return asking;
  }

  Serving serving() {
    return serving;
  }

  /// What the other end may occupy here.
  Budget budget() {
    return budget;
  }

  boolean multiplexes() {
    return transport.multiplexes();
  }

  boolean carriesBytes() {
    return transport.carriesBytes();
  }

  /// The stream that calls share, opened by the first of them.
  CallStream shared() throws IOException, InterruptedException {
    try {
      return shared(Deadline.NONE);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no deadline has passed", e);
    }
  }

  /// The same, but waits no longer than the deadline.
  CallStream shared(Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    var open = shared;
    return open != null && open.usable() ? open : openShared(deadline);
  }

  /// A stream for one request.
  DuplexStream fresh(Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    return deadline.set()
        ? transport.open(Duration.ofNanos(deadline.remaining(TimeUnit.NANOSECONDS)))
        : transport.open();
  }

  /// The same for who has time.
  DuplexStream fresh() throws IOException, InterruptedException {
    return transport.open();
  }

  /// A stream can carry no more events, in either direction.
  void broken(CallStream stream, IOException reason) {
    LOG.log(Level.DEBUG, "a stream of " + address() + " is broken", reason);
    ended(stream);
    serving.calls().abortAll(stream);
    if (!multiplexes()) {
      transport.close(0, "the stream is broken");
    }
  }

  /// The other end sends nothing more on this stream.
  void ended(CallStream stream) {
    asking.calls().failAll(stream, connectionClosed());
    accepted.remove(stream);
  }

  /// What every call under way fails with when its connection ends.
  public static CallError connectionClosed() {
    return CallError.of(ProtocolCode.INTERNAL, "connection closed");
  }

  private CallStream openShared(Deadline deadline)
      throws IOException, InterruptedException, TimeoutException {
    if (!opening.tryLock(deadline.remaining(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException("no shared stream was opened in time");
    }
    try {
      if (!multiplexes()
          && !ready.await(deadline.remaining(TimeUnit.NANOSECONDS), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException("the only stream did not come in time");
      }
      var open = shared;
      if (open != null && open.usable()) {
        return open;
      }
      if (!multiplexes()) {
        throw new IOException("the only stream of the connection cannot be used any more");
      }
      var fresh = new CallStream(this, fresh(deadline), CallStream.Role.SHARED).open();
      shared = fresh;
      return fresh;
    } finally {
      opening.unlock();
    }
  }

  private void acceptStreams() {
    try {
      while (true) {
        accepted(transport.accept());
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "no more streams from " + address(), e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void accepted(DuplexStream bytes) {
    var stream = new CallStream(this, bytes,
        multiplexes() ? CallStream.Role.ACCEPTED : CallStream.Role.SHARED);
    if (!multiplexes()) {
      shared = stream;
      ready.countDown();
    }
    accepted.add(stream);
    stream.open();
  }

  private void lost() {
    asking.calls().failAll(connectionClosed());
    serving.calls().abortAll();
    overlay.close();
    accepted.clear();
    ready.countDown();
    closed.countDown();
  }
}
