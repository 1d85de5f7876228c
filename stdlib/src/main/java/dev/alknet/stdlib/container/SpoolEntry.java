package dev.alknet.stdlib.container;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.stdlib.process.OutputName;
import java.io.DataInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// One line in a spool file: `size, stream, seconds, nanoseconds, text, size`.
///
/// The size, of the text in bytes, stands at both ends, so that a file can be read backwards too.
/// `length` is what the entry takes in the file.
record SpoolEntry(OutputName stream, Instant time, String text, long length) {
  /// The bytes of an entry besides its text.
  private static final int FRAME = 4 + 1 + 8 + 4 + 4;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z'").withZone(ZoneOffset.UTC);

  static byte[] bytes(OutputName stream, Instant time, String text) {
    var encoded = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(FRAME + encoded.length)
        .putInt(encoded.length)
        .put((byte) (stream == OutputName.STDOUT ? 1 : 2))
        .putLong(time.getEpochSecond())
        .putInt(time.getNano())
        .put(encoded)
        .putInt(encoded.length)
        .array();
  }

  static SpoolEntry read(DataInput in) throws IOException {
    var encoded = new byte[in.readInt()];
    var stream = in.readByte() == 1 ? OutputName.STDOUT : OutputName.STDERR;
    var time = Instant.ofEpochSecond(in.readLong(), in.readInt());
    in.readFully(encoded);
    in.readInt();
    return new SpoolEntry(stream, time, new String(encoded, StandardCharsets.UTF_8),
        length(encoded.length));
  }

  /// How many bytes of the file an entry with a text of `size` bytes takes.
  static long length(int size) {
    return FRAME + (long) size;
  }

  /// An item of `container/logs`.
  ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode()
        .put("stream", stream.text())
        .put("timestamp", TIME.format(time))
        .put("text", text);
  }
}
