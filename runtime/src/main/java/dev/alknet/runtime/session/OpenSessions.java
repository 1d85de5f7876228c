package dev.alknet.runtime.session;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions that are open, by id. Each belongs to the identity that has opened it; to everybody else
/// it does not exist.
final class OpenSessions implements AutoCloseable {
  private final Duration idle;
  private final Places places;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, HeldSession> sessions = new ConcurrentHashMap<>();
  private volatile boolean closed;

  OpenSessions(Duration idle, Places places) {
    this.idle = idle;
    this.places = places;
  }

  /// Keeps a session, whose place is taken, until it is closed or idle for too long; answers its id.
  String keep(HeldSession session) {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    var id = HexFormat.of().formatHex(bytes);
    sessions.put(id, session);
    Thread.ofVirtual().name("session " + id).start(() -> watch(id, session));
    if (closed) {
      session.end();
    }
    return id;
  }

  /// The session with this id, for its owner; it cannot go away before [HeldSession#leave]. It ends when
  /// its owner has lost a right that it has.
  HeldSession enter(String id, Identity owner) {
    var session = sessions.get(id);
    if (session == null || !session.owner().equals(owner.id()) || !session.enter()) {
      throw missing(id);
    }
    if (!session.within(owner)) {
      session.leave();
      close(id, owner.id());
      throw new CallException(
          CallError.forbidden("your rights have changed; open a new session"));
    }
    return session;
  }

  /// Closes the session with this id for its owner: nothing new begins in it.
  void close(String id, String owner) {
    var session = sessions.get(id);
    if (session == null || !session.owner().equals(owner) || !session.close()) {
      throw missing(id);
    }
    sessions.remove(id);
  }

  @Override
  public void close() {
    closed = true;
    sessions.values().forEach(HeldSession::end);
  }

  private void watch(String id, HeldSession session) {
    try {
      session.awaitEnd(idle);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      sessions.remove(id);
      session.end();
      places.giveBack(session.owner());
    }
  }

  private static CallException missing(String id) {
    return new CallException(CallError.of(ProtocolCode.NOT_FOUND, "you have no session " + id));
  }
}
