package dev.alknet.bench.wire;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/// gRPC in our programming model: blocking code on virtual threads, on both sides.
final class GrpcBlocking implements WireContender {
  private static final Executor VIRTUAL = Thread::startVirtualThread;

  @Override
  public String name() {
    return "gRPC, virtual threads";
  }

  @Override
  public boolean takes(Workload workload) {
    return true;
  }

  @Override
  public WireServer serve(Identity identity) throws IOException {
    return GrpcServer.start(identity, VIRTUAL, GrpcBlocking::send);
  }

  @Override
  public WireClient connect(int port, Identity identity) throws IOException {
    return new Client(GrpcChannel.open(port, identity, VIRTUAL));
  }

  /// The handler has to return before gRPC says "ready" again, so a thread of its own sends.
  private static void send(ServerCallStreamObserver<byte[]> out, Iterator<byte[]> messages) {
    var changes = new Semaphore(0);
    out.setOnReadyHandler(changes::release);
    out.setOnCancelHandler(changes::release);
    Thread.startVirtualThread(() -> {
      while (messages.hasNext()) {
        while (!out.isReady()) {
          if (out.isCancelled()) {
            return;
          }
          changes.acquireUninterruptibly();
        }
        out.onNext(messages.next());
      }
      out.onCompleted();
    });
  }

  private record Client(ManagedChannel channel) implements WireClient {
    @Override
    public void call(Payload payload) throws IOException {
      var input = payload.random();
      var output = ClientCalls.blockingUnaryCall(channel, GrpcMethods.ECHO, CallOptions.DEFAULT,
          Payload.print(input));
      Payload.check(input, Payload.parse(output));
    }

    @Override
    public void stream(long items, Payload payload) throws IOException {
      var answer = ClientCalls.blockingServerStreamingCall(channel, GrpcMethods.STREAM,
          CallOptions.DEFAULT, Payload.print(Payload.request(items, payload.bytes())));
      for (var i = 0L; i < items; i++) {
        Payload.check(payload.item(i), Payload.parse(answer.next()));
      }
    }

    @Override
    public void bulk(long bytes) {
      var answer = ClientCalls.blockingServerStreamingCall(channel, GrpcMethods.BULK,
          CallOptions.DEFAULT, Payload.print(Payload.request(bytes, 1)));
      for (var left = bytes; left > 0;) {
        left -= answer.next().length;
      }
    }

    @Override
    public void close() {
      channel.shutdownNow();
    }
  }
}
