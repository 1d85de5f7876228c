package dev.alknet.tests.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tech.kwik.core.QuicConnection;
import tech.kwik.core.QuicStream;

/// One stream of kwik with frames and chunks made by hand, as call.md §2 and docker-fleet-http.md
/// §1.2 say, with none of our own code.
final class HandWritten {
  private static final JsonMapper JSON = new JsonMapper();

  /// Less than a packet holds. kwik (0.10.8 and 0.10.9, `scheduleSendStreamFrameRequest`) asks its
  /// sender for a packet first and counts the request afterwards. A sender that is quick in between
  /// counts to -1, takes that for a request and never comes for what is left after its one packet.
  /// Where nothing is left nothing stalls, and the next write asks anew.
  private static final int PIECE = 1_000;

  private final PushbackInputStream in;
  private final DataInputStream data;
  private final DataOutputStream out;

  private HandWritten(QuicStream stream) {
    in = new PushbackInputStream(stream.getInputStream());
    data = new DataInputStream(in);
    out = new DataOutputStream(stream.getOutputStream());
  }

  static HandWritten open(QuicConnection connection) throws IOException {
    return new HandWritten(connection.createStream(true));
  }

  void request(String id, String operation, String input) throws IOException {
    frame("""
        {"type":"call.requested","id":"%s","payload":{"operationId":"/%s","input":%s}}"""
        .formatted(id, operation, input));
  }

  void frame(String json) throws IOException {
    var body = json.getBytes(StandardCharsets.UTF_8);
    bytes(ByteBuffer.allocate(4 + body.length).putInt(body.length).put(body).array());
  }

  void chunk(int type, byte[] payload) throws IOException {
    bytes(ByteBuffer.allocate(5 + payload.length)
        .put((byte) type)
        .putInt(payload.length)
        .put(payload)
        .array());
  }

  void bytes(byte[] bytes) throws IOException {
    for (var from = 0; from < bytes.length; from += PIECE) {
      out.write(bytes, from, Math.min(PIECE, bytes.length - from));
    }
    out.flush();
  }

  void finish() throws IOException {
    out.close();
  }

  JsonNode event() throws IOException {
    return JSON.readTree(exactly(data.readInt()));
  }

  /// The next chunk, header included.
  byte[] chunk() throws IOException {
    var header = exactly(5);
    var length = ByteBuffer.wrap(header).getInt(1);
    return ByteBuffer.allocate(5 + length).put(header).put(exactly(length)).array();
  }

  /// Whether nothing more comes; waits until that is known.
  boolean ended() throws IOException {
    var next = in.read();
    if (next < 0) {
      return true;
    }
    in.unread(next);
    return false;
  }

  private byte[] exactly(int length) throws IOException {
    var bytes = data.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the stream ended after %d of %d bytes".formatted(bytes.length,
          length));
    }
    return bytes;
  }
}
