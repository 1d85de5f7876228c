package dev.alknet.runtime.call;

import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import java.io.IOException;
import java.util.Optional;

/// Two raw channels back to back inside one process: what one end writes the other one reads.
///
/// In each direction at most [#CAPACITY] bytes wait for a slow reader, then the writer does. An
/// abort of the call breaks both directions off at once and is what readers and writers hear;
/// closing the caller's end is such an abort. Source: docker-fleet-http.md §1.2–1.3.
public final class RawPipe {
  /// How many bytes may wait in one direction; the last chunk that gets in may be larger.
  public static final int CAPACITY = 256 << 10;

  private final Call call;
  private final RawFlow toHandler = new RawFlow(CAPACITY);
  private final RawFlow toCaller = new RawFlow(CAPACITY);

  /// A pipe that lives and dies with this call.
  public RawPipe(Call call) {
    this.call = call;
    call.onAbort(() -> {
      var reason = call.aborted() == null ? CallError.cancelled() : call.aborted();
      toHandler.cut(reason);
      toCaller.cut(reason);
    });
  }

  /// The end of whoever made the call.
  public RawChannel callerEnd() {
    return new End(toCaller, toHandler, () -> call.abort(CallError.cancelled()));
  }

  /// The end of the handler.
  public RawChannel handlerEnd() {
    return new End(toHandler, toCaller, this::abandon);
  }

  /// The handler has returned: the caller reads what is left and then the end, or the failure, and
  /// can write no more.
  public void end(Outcome how) {
    switch (how) {
      case Outcome.Succeeded _ -> toCaller.finish();
      case Outcome.Failed(var error) -> toCaller.fail(error);
    }
    toHandler.close();
  }

  private void abandon() {
    toCaller.fail(CallError.of(ProtocolCode.INTERNAL, "the channel was closed"));
    toHandler.close();
  }

  private record End(RawFlow in, RawFlow out, Runnable closing) implements RawChannel {
    @Override
    public Optional<RawChunk> read() throws InterruptedException {
      return in.read();
    }

    @Override
    public void write(RawChunk chunk) throws IOException, InterruptedException {
      out.write(chunk);
    }

    @Override
    public void finish() {
      out.finish();
    }

    @Override
    public void close() {
      closing.run();
    }
  }
}
