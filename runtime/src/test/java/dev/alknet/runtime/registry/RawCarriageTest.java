package dev.alknet.runtime.registry;

import static dev.alknet.runtime.registry.Fixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawChunk;
import dev.alknet.runtime.call.RawPipe;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Operations whose handler takes the stream pair itself.
@Timeout(30)
class RawCarriageTest {
  private final CompletableFuture<String> stopped = new CompletableFuture<>();
  private final CountDownLatch started = new CountDownLatch(1);

  /// Sends back what it reads.
  private final Handler.Raw echo = (_, _, channel) -> {
    started.countDown();
    try {
      for (var chunk = channel.read(); chunk.isPresent(); chunk = channel.read()) {
        channel.write(new RawChunk(RawChunk.STDOUT, chunk.get().payload()));
      }
    } catch (InterruptedException | CallException e) {
      stopped.complete("stopped");
      throw e;
    }
  };
  private final Operation only =
      Operation.localRaw(OperationSpec.subscription("raw/only").raw().build(), echo);
  private final Operation both =
      Operation.localStream(OperationSpec.subscription("raw/both").build(),
          (input, _, emitter) -> emitter.emit(input)).withRaw(echo);
  private final Operation never =
      Operation.local(OperationSpec.query("raw/never").build(), (input, _) -> input);

  /// The far end of a pair, as a connection would have it.
  private static final class Far implements RawAnswers {
    final CompletableFuture<Call> call = new CompletableFuture<>();
    final CompletableFuture<RawChannel> end = new CompletableFuture<>();
    final CompletableFuture<CallError> failure = new CompletableFuture<>();

    @Override
    public RawChannel accepted(Call accepted) {
      var pipe = new RawPipe(accepted);
      end.complete(pipe.callerEnd());
      call.complete(accepted);
      return pipe.handlerEnd();
    }

    @Override
    public void failed(CallError error) {
      assertThat(failure.complete(error)).isTrue();
    }
  }

  @Test
  void refusesTheOtherCarriage() throws Exception {
    var fixture = new Fixture(only, both, never);
    var far = new Far();

    assertThat(fixture.serve((Identity) null, "raw/only", "{}"))
        .containsExactly("failed INVALID_OPERATION_TYPE");
    assertThat(fixture.ask(null, "raw/only", "{}")).isEqualTo(new Outcome.Failed(
        CallError.invalidOperationType("raw/only needs raw carriage")));
    assertThatExceptionOfType(CallException.class)
        .isThrownBy(() -> fixture.follow(null, "raw/only", "{}"))
        .withMessageContaining("raw/only needs raw carriage");
    assertThat(Fixture.all(fixture.follow(null, "raw/both", "1"))).containsExactly("1");
    fixture.dispatcher.serveRaw(Caller.outside(null, fixture.registry), CallId.random(),
        "raw/never", json("{}"), far);
    assertThat(far.failure.get())
        .isEqualTo(CallError.invalidInput("raw/never has no raw carriage"));
    assertThat(far.call).isNotDone();
  }

  @Test
  void checksACallWithRawCarriageLikeAnyOther() throws Exception {
    var fixture = new Fixture(Operation.localRaw(OperationSpec.subscription("raw/shut")
        .raw()
        .access(AccessControl.scopes("s"))
        .build(), echo));
    for (var wrong : List.of("raw/shut", "raw/none")) {
      var far = new Far();
      fixture.dispatcher.serveRaw(Caller.outside(null, fixture.registry), CallId.random(), wrong,
          json("{}"), far);
      assertThat(far.failure.get().code()).isIn("FORBIDDEN", "NOT_FOUND");
    }
  }

  @Test
  void givesTheHandlerTheChannelAndFinishesIt() throws Exception {
    for (var name : List.of("raw/only", "raw/both")) {
      var far = new Far();
      var serving = serve(new Fixture(only, both), name, far);
      var channel = far.end.get();

      channel.write(RawChunk.of(RawChunk.STDIN, "hello"));
      assertThat(text(channel)).isEqualTo("hello");
      channel.finish();

      assertThat(channel.read()).isEmpty();
      serving.join();
      assertThat(far.failure).isNotDone();
    }
  }

  @Test
  void tellsWhyAHandlerFailed() throws Exception {
    var fixture = new Fixture(Operation.localRaw(OperationSpec.subscription("raw/bad")
        .raw()
        .error("NO_SUCH", "not there")
        .build(), (_, _, _) -> {
          throw new CallException(CallError.of("NO_SUCH", "not there"));
        }));
    var far = new Far();

    serve(fixture, "raw/bad", far).join();

    assertThat(far.failure.get()).isEqualTo(CallError.of("NO_SUCH", "not there"));
  }

  @Test
  void stopsTheHandlerWhenTheCallIsAborted() throws Exception {
    var far = new Far();
    var serving = serve(new Fixture(only), "raw/only", far);
    started.await();

    far.call.get().abort(CallError.cancelled());

    assertThat(stopped.get()).isEqualTo("stopped");
    serving.join();
    assertThat(far.failure).isNotDone();
  }

  @Test
  void tellsOfATimeoutWhateverTheHandlerDoes() throws Exception {
    var fixture = new Fixture(Operation.localRaw(OperationSpec.subscription("raw/slow")
        .raw()
        .timeout(Duration.ofMillis(50))
        .build(), echo));
    var far = new Far();

    serve(fixture, "raw/slow", far).join();

    assertThat(far.failure.get()).isEqualTo(CallError.timeout());
  }

  @Test
  void opensARawCallInsideThisProcess() throws Exception {
    var fixture = new Fixture(both);
    try (var channel = fixture.dispatcher.openRaw(Caller.outside(null, fixture.registry),
        "raw/both", json("{}"), CallOptions.DEFAULT)) {
      channel.write(RawChunk.of(RawChunk.STDIN, "hello"));
      assertThat(text(channel)).isEqualTo("hello");
      channel.finish();
      assertThat(channel.read()).isEmpty();
    }
    assertThat(stopped).isNotDone();
  }

  @Test
  void abortsTheCallWhenItsChannelIsClosed() throws Exception {
    var fixture = new Fixture(only);
    var channel = fixture.dispatcher.openRaw(Caller.outside(null, fixture.registry), "raw/only",
        json("{}"), CallOptions.DEFAULT);
    started.await();

    channel.close();

    assertThat(stopped.get()).isEqualTo("stopped");
  }

  @Test
  void opensARawCallAtAPeer() throws Exception {
    var fixture = new Fixture(never);
    fixture.attach("p1");
    fixture.attach("p2", Fixture.imported(OperationSpec.subscription("raw/far").raw(), echo));
    var caller = Caller.inside(
        Call.root(CallId.random(), Deadline.NONE), null, fixture.layers(),
        ScopedEnv.all());

    try (var channel = fixture.dispatcher.openRaw(caller, "raw/far", json("{}"),
        CallOptions.toPeer("p2"))) {
      channel.write(RawChunk.of(RawChunk.STDIN, "hello"));
      assertThat(text(channel)).isEqualTo("hello");
    }
    assertThatExceptionOfType(CallException.class)
        .isThrownBy(() -> fixture.dispatcher.openRaw(caller, "raw/far", json("{}"),
            CallOptions.toPeer("p1")))
        .withMessageContaining("NOT_FOUND");
  }

  @Test
  void saysRawInTheDescriptionExactlyWhenThereIsAHandlerForIt() {
    assertThat(both.spec().raw()).isTrue();
    assertThat(both.spec().toJson().path("raw").booleanValue()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operation.local(OperationSpec.query("a/b").raw().build(),
            (input, _) -> input))
        .withMessage("a/b has raw carriage but its handler does not");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operation.localRaw(OperationSpec.subscription("a/b").build(), echo));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operation.localRaw(OperationSpec.query("a/b").raw().build(), echo));
    assertThatIllegalArgumentException().isThrownBy(() -> only.withRaw(echo));
  }

  private static Thread serve(Fixture fixture, String name, RawAnswers answers) {
    return Thread.ofVirtual()
        .start(() -> fixture.dispatcher.serveRaw(Caller.outside(null, fixture.registry),
            CallId.random(), name, json("{}"), answers));
  }

  private static String text(RawChannel channel) throws Exception {
    return new String(channel.read().orElseThrow().payload(), StandardCharsets.UTF_8);
  }
}
