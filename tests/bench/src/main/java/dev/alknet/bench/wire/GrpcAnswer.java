package dev.alknet.bench.wire;

import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// Reads the messages of an answer as they come, until the last.
final class GrpcAnswer implements StreamObserver<byte[]> {
  /// What is done with each message.
  interface Reader {
    void read(long i, byte[] message) throws IOException;
  }

  private final Reader reader;
  private final CompletableFuture<Long> ended = new CompletableFuture<>();
  private long count;

  GrpcAnswer(Reader reader) {
    this.reader = reader;
  }

  /// Waits for the end; answers how many messages there were.
  long await() throws IOException, InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void onNext(byte[] message) {
    try {
      reader.read(count++, message);
    } catch (IOException e) {
      ended.completeExceptionally(e);
    }
  }

  @Override
  public void onError(Throwable error) {
    ended.completeExceptionally(error);
  }

  @Override
  public void onCompleted() {
    ended.complete(count);
  }
}
