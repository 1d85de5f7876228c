package dev.alknet.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.alknet.runtime.operation.CallError;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RawPipeTest {
  private final Call call = Call.root(CallId.random(), Deadline.NONE);
  private final RawPipe pipe = new RawPipe(call);
  private final RawChannel caller = pipe.callerEnd();
  private final RawChannel handler = pipe.handlerEnd();
  private final RawChunk chunk = RawChunk.of(RawChunk.STDOUT, "x");

  @Test
  void carriesChunksBothWays() throws Exception {
    caller.write(chunk);
    handler.write(chunk);

    assertThat(handler.read()).contains(chunk);
    assertThat(caller.read()).contains(chunk);
  }

  @Test
  void endsOneDirectionAndLeavesTheOther() throws Exception {
    caller.write(chunk);
    caller.finish();

    assertThat(handler.read()).contains(chunk);
    assertThat(handler.read()).isEmpty();
    handler.write(chunk);
    assertThat(caller.read()).contains(chunk);
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.write(chunk))
        .withMessage("this direction is finished");
  }

  @Test
  void makesAWriterWaitForASlowReader() throws Exception {
    var written = new AtomicLong();
    var piece = new RawChunk(RawChunk.STDOUT, new byte[64 << 10]);
    var writer = Thread.ofVirtual().start(() -> {
      try {
        for (int i = 0; i < 100; i++) {
          handler.write(piece);
          written.incrementAndGet();
        }
        handler.finish();
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    });

    for (int read = 0; read < 100; read++) {
      assertThat(written.get()).isLessThanOrEqualTo(read + 1L + RawPipe.CAPACITY / (64 << 10));
      assertThat(caller.read()).contains(piece);
    }
    assertThat(caller.read()).isEmpty();
    writer.join();
  }

  @Test
  void givesWhatWasWrittenBeforeTheEnd() throws Exception {
    handler.write(chunk);
    pipe.end(new Outcome.Succeeded(NullNode.instance));

    assertThat(caller.read()).contains(chunk);
    assertThat(caller.read()).isEmpty();
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.write(chunk))
        .withMessage("the other end has gone");
  }

  @Test
  void givesWhatWasWrittenBeforeAFailure() throws Exception {
    handler.write(chunk);
    pipe.end(new Outcome.Failed(CallError.of("BROKEN", "it broke")));

    assertThat(caller.read()).contains(chunk);
    assertThatExceptionOfType(CallException.class).isThrownBy(caller::read)
        .withMessage("BROKEN: it broke");
  }

  @Test
  void freesAWriterWhoseReaderIsGone() throws Exception {
    var piece = new RawChunk(RawChunk.STDIN, new byte[RawPipe.CAPACITY]);
    caller.write(piece);
    var failure = new CompletableFuture<Exception>();
    var waiting = new CountDownLatch(1);
    Thread.ofVirtual().start(() -> {
      try {
        waiting.countDown();
        caller.write(piece);
        failure.completeExceptionally(new AssertionError("it was written"));
      } catch (IOException | InterruptedException | CallException e) {
        failure.complete(e);
      }
    });
    waiting.await();

    pipe.end(new Outcome.Succeeded(NullNode.instance));

    assertThat(failure.get(5, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
  }

  @Test
  void breaksOffWhenTheCallerCloses() throws Exception {
    handler.write(chunk);

    caller.close();

    assertThat(call.aborted()).isEqualTo(CallError.cancelled());
    assertThatExceptionOfType(CallException.class).isThrownBy(handler::read);
    assertThatExceptionOfType(CallException.class).isThrownBy(() -> handler.write(chunk));
    assertThatExceptionOfType(CallException.class).isThrownBy(caller::read);
  }

  @Test
  void tellsBothEndsOfADeadline() {
    call.abort(CallError.timeout());

    assertThatExceptionOfType(CallException.class).isThrownBy(caller::read)
        .extracting(CallException::error)
        .isEqualTo(CallError.timeout());
    assertThatExceptionOfType(CallException.class).isThrownBy(handler::read);
  }

  @Test
  void isBrokenWhenAHandlerClosesWithoutFinishing() {
    handler.close();
    assertThatExceptionOfType(CallException.class).isThrownBy(caller::read)
        .withMessage("INTERNAL: the channel was closed");
  }

  @Test
  void isNotBrokenWhenAHandlerClosesAfterFinishing() throws Exception {
    handler.write(chunk);
    handler.finish();
    handler.close();

    assertThat(caller.read()).contains(chunk);
    assertThat(caller.read()).isEmpty();
  }
}
