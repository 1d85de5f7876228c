package dev.alknet.bench.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Iterator;
import java.util.stream.LongStream;

/// What the gRPC server answers a question with.
final class GrpcMessages {
  static final int CHUNK = 64 << 10;

  private GrpcMessages() {}

  static byte[] echo(byte[] message) throws IOException {
    return Payload.print(Payload.parse(message));
  }

  static Iterator<byte[]> items(JsonNode request) {
    var payload = Payload.of(request.path("bytes").intValue());
    return LongStream.range(0, request.path("count").longValue())
        .mapToObj(i -> Payload.print(payload.item(i)))
        .iterator();
  }

  static Iterator<byte[]> chunks(JsonNode request) {
    var count = request.path("count").longValue();
    var chunk = new byte[CHUNK];
    return LongStream.range(0, Math.ceilDiv(count, CHUNK))
        .mapToObj(i -> i < count / CHUNK ? chunk : new byte[(int) (count % CHUNK)])
        .iterator();
  }
}
