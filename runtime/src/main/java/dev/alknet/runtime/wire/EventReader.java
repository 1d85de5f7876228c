package dev.alknet.runtime.wire;

import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.RawJson;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an envelope in one pass: it is checked as a whole, and only what is needed becomes objects.
/// Source: call.md §2.2.
final class EventReader {
  private static final Set<Member> MANDATORY =
      EnumSet.of(Member.TYPE, Member.ID, Member.PAYLOAD);
  /// The levels around a value: the envelope and its payload.
  private static final int OUTER_LEVELS = 2;

  private final byte[] body;
  private final JsonScanner scanner;
  private final Map<Member, Slice> envelope = new EnumMap<>(Member.class);
  private final Map<Member, Slice> payload = new EnumMap<>(Member.class);

  EventReader(byte[] body) {
    this.body = body;
    this.scanner = new JsonScanner(body, OUTER_LEVELS + RawJson.MAX_DEPTH);
  }

  CallEvent read() throws InvalidFrameException {
    if (scanner.peek() != '{') {
      throw new InvalidFrameException("an envelope is a JSON object");
    }
    for (boolean more = scanner.open('}'); more; more = scanner.more('}')) {
      envelopeMember();
    }
    scanner.end();
    return event();
  }

  private void envelopeMember() throws InvalidFrameException {
    var member = name();
    int from = scanner.at();
    if (member == null || !MANDATORY.contains(member)) {
      scanner.value();
      return;
    }
    if (envelope.containsKey(member)) {
      throw new InvalidFrameException("an envelope with two members " + member);
    }
    if (member == Member.PAYLOAD && scanner.peek() == '{') {
      payloadMembers();
    } else {
      scanner.value();
    }
    envelope.put(member, since(from));
  }

  private void payloadMembers() throws InvalidFrameException {
    for (boolean more = scanner.open('}'); more; more = scanner.more('}')) {
      var member = name();
      int from = scanner.at();
      scanner.value();
      if (member != null) {
        payload.put(member, since(from));
      }
    }
  }

  /// What the next member's name means; stops at the first byte of its value.
  private @Nullable Member name() throws InvalidFrameException {
    scanner.peek();
    int from = scanner.at();
    scanner.name();
    var member = Member.words().find(since(from));
    scanner.colon();
    scanner.peek();
    return member;
  }

  private Slice since(int from) {
    return new Slice(body, from, scanner.at());
  }

  private CallEvent event() throws InvalidFrameException {
    var type = envelope.get(Member.TYPE);
    var name = envelope.get(Member.ID);
    if (type == null || !type.isString() || name == null || !name.isString()
        || !envelope.containsKey(Member.PAYLOAD)) {
      throw new InvalidFrameException("an envelope has a type, an id and a payload");
    }
    var id = new CallId(name.asText());
    var values = new Payload(payload);
    return switch (EventType.words().find(type)) {
      case REQUESTED -> new CallEvent.Requested(id, values.request());
      case RESPONDED -> new CallEvent.Responded(id, values.output());
      case COMPLETED -> new CallEvent.Completed(id);
      case ABORTED -> new CallEvent.Aborted(id);
      case ERROR -> new CallEvent.Failed(id, values.error());
      case null -> new CallEvent.Unknown(id, type.asText());
    };
  }
}
