package dev.alknet.bench.wire;

import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// gRPC in its own best style: callbacks on the event loops, no thread waits for anything.
final class GrpcAsync implements WireContender {
  @Override
  public String name() {
    return "gRPC, event-driven";
  }

  @Override
  public boolean takes(Workload workload) {
    return true;
  }

  @Override
  public WireServer serve(Identity identity) throws IOException {
    return GrpcServer.start(identity, MoreExecutors.directExecutor(), GrpcAsync::send);
  }

  @Override
  public WireClient connect(int port, Identity identity) throws IOException {
    return new Client(GrpcChannel.open(port, identity, MoreExecutors.directExecutor()));
  }

  private static void send(ServerCallStreamObserver<byte[]> out, Iterator<byte[]> messages) {
    out.setOnReadyHandler(() -> {
      while (out.isReady() && messages.hasNext()) {
        out.onNext(messages.next());
        if (!messages.hasNext()) {
          out.onCompleted();
        }
      }
    });
  }

  private record Client(ManagedChannel channel) implements WireClient {
    @Override
    public List<Latencies> load(Workload.Unary work, Window window)
        throws InterruptedException, ExecutionException {
      var callers = new ArrayList<GrpcAsyncCaller>();
      for (var i = 0; i < work.inFlight(); i++) {
        callers.add(new GrpcAsyncCaller(channel, work.bytes(), window));
      }
      callers.forEach(GrpcAsyncCaller::call);
      var all = new ArrayList<Latencies>();
      for (var caller : callers) {
        all.add(caller.latencies());
      }
      return all;
    }

    @Override
    public void stream(long items, Payload payload) throws IOException, InterruptedException {
      var answer = new GrpcAnswer((i, item) -> Payload.check(payload.item(i), Payload.parse(item)));
      ClientCalls.asyncServerStreamingCall(
          channel.newCall(GrpcMethods.STREAM, CallOptions.DEFAULT),
          Payload.print(Payload.request(items, payload.bytes())), answer);
      var count = answer.await();
      if (count != items) {
        throw new IOException("the stream ended early: " + count);
      }
    }

    @Override
    public void bulk(long bytes) throws IOException, InterruptedException {
      var answer = new GrpcAnswer((_, _) -> {});
      ClientCalls.asyncServerStreamingCall(channel.newCall(GrpcMethods.BULK, CallOptions.DEFAULT),
          Payload.print(Payload.request(bytes, 1)), answer);
      answer.await();
    }

    @Override
    public void close() {
      channel.shutdownNow();
    }
  }
}
