package dev.alknet.bench.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// One call in flight at any time: the end of one begins the next, on the event loop.
final class GrpcAsyncCaller {
  private final ManagedChannel channel;
  private final Payload payload;
  private final Latencies latencies;
  private final CompletableFuture<Latencies> closed = new CompletableFuture<>();

  GrpcAsyncCaller(ManagedChannel channel, int bytes, Window window) {
    this.channel = channel;
    payload = Payload.of(bytes);
    latencies = new Latencies(window);
  }

  void call() {
    var begun = System.nanoTime();
    var input = payload.random();
    ClientCalls.asyncUnaryCall(channel.newCall(GrpcMethods.ECHO, CallOptions.DEFAULT),
        Payload.print(input), new Answer(begun, input));
  }

  /// Waits for the window to close.
  Latencies latencies() throws InterruptedException, ExecutionException {
    return closed.get();
  }

  private final class Answer implements StreamObserver<byte[]> {
    private final long begun;
    private final ObjectNode input;

    Answer(long begun, ObjectNode input) {
      this.begun = begun;
      this.input = input;
    }

    @Override
    public void onNext(byte[] output) {
      try {
        Payload.check(input, Payload.parse(output));
      } catch (IOException e) {
        closed.completeExceptionally(e);
      }
    }

    @Override
    public void onError(Throwable error) {
      closed.completeExceptionally(error);
    }

    @Override
    public void onCompleted() {
      if (latencies.add(begun)) {
        call();
      } else {
        closed.complete(latencies);
      }
    }
  }
}
