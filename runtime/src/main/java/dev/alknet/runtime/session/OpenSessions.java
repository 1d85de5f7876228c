package dev.alknet.runtime.session;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.script.SessionEnd;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The sessions that are open, by id. Each belongs to the identity that has opened it; to everybody else
/// it does not exist.
final class OpenSessions implements AutoCloseable {
  /// Of so many that have ended by themselves it is known why.
  private static final int REMEMBERED = 100;

  /// Whose session has ended by itself, and why.
  private record Ended(String owner, SessionEnd end) {}

  private final Duration idle;
  private final Places places;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, HeldSession> sessions = new ConcurrentHashMap<>();
  private final Map<String, Ended> ended = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Ended> eldest) {
      return size() > REMEMBERED;
    }
  };
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
      finish(id, session);
    }
    return id;
  }

  /// The session with this id, for its owner; it cannot go away before [#leave]. It ends when its owner
  /// has lost a right that it has.
  HeldSession enter(String id, Identity owner) {
    var session = sessions.get(id);
    if (session == null || !session.owner().equals(owner.id()) || !session.enter()) {
      throw missing(id, owner.id());
    }
    if (!session.within(owner)) {
      session.leave();
      close(id, owner.id());
      throw new CallException(
          CallError.forbidden("your rights have changed; open a new session"));
    }
    return session;
  }

  /// What [#enter] has let in is over. A session that has ended by itself gives its place back.
  void leave(String id, HeldSession session) {
    session.leave();
    if (session.ended().isPresent()) {
      finish(id, session);
    }
  }

  /// Closes the session with this id for its owner: nothing new begins in it.
  void close(String id, String owner) {
    var session = sessions.get(id);
    if (session == null || !session.owner().equals(owner) || !session.close()) {
      throw missing(id, owner);
    }
    sessions.remove(id);
  }

  @Override
  public void close() {
    closed = true;
    sessions.forEach(this::finish);
  }

  private void watch(String id, HeldSession session) {
    try {
      session.awaitEnd(idle);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      finish(id, session);
    }
  }

  private void finish(String id, HeldSession session) {
    if (sessions.containsKey(id)) { // nobody has closed it
      session.ended().ifPresent(end -> remember(id, new Ended(session.owner(), end)));
    }
    sessions.remove(id);
    if (session.end()) {
      places.giveBack(session.owner());
    }
  }

  private void remember(String id, Ended how) {
    synchronized (ended) {
      ended.put(id, how);
    }
  }

  private CallException missing(String id, String owner) {
    synchronized (ended) {
      var last = ended.get(id);
      return new CallException(last != null && last.owner.equals(owner)
          ? last.end.error()
          : CallError.of(ProtocolCode.NOT_FOUND, "you have no session " + id));
    }
  }
}
