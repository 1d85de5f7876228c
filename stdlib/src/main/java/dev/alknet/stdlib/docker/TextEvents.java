package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.alknet.runtime.call.Emitter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.EnumMap;
import java.util.Map;

/// Output as events `{stream, text}`. A character that was cut in two arrives whole, in the later
/// event. Source: docker-fleet-http.md §2.5.
final class TextEvents {
  private static final int LONGEST_CHARACTER = 4;

  private static final class Text {
    private final CharsetDecoder decoder = UTF_8.newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] rest = {};
  }

  private final Emitter emitter;
  private final Map<LogStream, Text> texts = new EnumMap<>(LogStream.class);

  TextEvents(Emitter emitter) {
    this.emitter = emitter;
  }

  void add(Frame frame) throws InterruptedException {
    pass(frame.stream(), frame.payload(), false);
  }

  /// No more output comes: what is left of cut characters is told as it is.
  void end() throws InterruptedException {
    for (var stream : texts.keySet()) {
      pass(stream, new byte[0], true);
    }
  }

  private void pass(LogStream stream, byte[] payload, boolean last) throws InterruptedException {
    var text = texts.computeIfAbsent(stream, _ -> new Text());
    var bytes = ByteBuffer.allocate(text.rest.length + payload.length)
        .put(text.rest)
        .put(payload)
        .flip();
    var chars = CharBuffer.allocate(bytes.remaining() + LONGEST_CHARACTER);
    text.decoder.decode(bytes, chars, last);
    text.rest = new byte[bytes.remaining()];
    bytes.get(text.rest);
    if (chars.flip().hasRemaining()) {
      emitter.emit(
          Json.object().put("stream", stream.text()).put("text", chars.toString()));
    }
  }
}
