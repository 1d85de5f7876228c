package dev.alknet.runtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.RawJson;

/// Events as bytes: `{"type": …, "id": …, "payload": …}` in UTF-8.
///
/// Reading is strict about the envelope (one JSON object of valid UTF-8, at most 1000 levels in a
/// value, `type`, `id` and `payload` there once, other members ignored) and lenient about the
/// payload: what is missing or malformed in it counts as the least it can mean. Inputs, outputs and
/// error details are checked but not parsed: they come out as [RawJson], JSON null as a plain null
/// node, and go out as they came in. May be called from any thread. Source: call.md §2, §3.
public final class EventCodec {
  /// Room for everything but a payload's value, so that most frames fit at once.
  private static final int ENVELOPE = 256;

  private EventCodec() {}

  /// Reads a frame's body, as [FrameDecoder] yields it. The array belongs to the event from now on.
  public static CallEvent decode(byte[] body) throws InvalidFrameException {
    return new EventReader(body).read();
  }

  /// The event as a frame, length prefix included. An operation gets its leading slash; members that
  /// say nothing (no token, no claim, JSON carriage, no details) are left out. Fails when the body
  /// is longer than [FrameDecoder#MAX_BODY] or a value nests too deep for its receiver.
  public static byte[] encode(CallEvent event) throws InvalidFrameException {
    var out = new JsonBuffer(ENVELOPE + expected(event));
    new EventPrinter(out).print(event);
    return out.frame();
  }

  private static int expected(CallEvent event) {
    return switch (event) {
      case CallEvent.Requested(_, var request) -> expected(request.input());
      case CallEvent.Responded(_, var output) -> expected(output);
      case CallEvent.Failed _, CallEvent.Completed _, CallEvent.Aborted _, CallEvent.Unknown _ -> 0;
    };
  }

  private static int expected(JsonNode value) {
    return value instanceof RawJson raw ? raw.length() : 0;
  }
}
