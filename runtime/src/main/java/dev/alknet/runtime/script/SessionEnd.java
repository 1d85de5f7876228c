package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.operation.CallError;

/// Why a session has ended by itself, in a few words. What it had declared is gone, and it evaluates
/// nothing any more.
public record SessionEnd(String why) {
  /// The code of [#error].
  public static final String CODE = "SESSION_ENDED";

  /// Its code went on after it was told to stop.
  static SessionEnd unstoppable() {
    return new SessionEnd("its code did not stop when it was told to");
  }

  /// Nobody has told the process of its code to end.
  public static SessionEnd processEnded() {
    return new SessionEnd("its process has ended");
  }

  /// Its process goes on, perhaps, but nobody hears of it.
  public static SessionEnd pipeBroken() {
    return new SessionEnd("the connection to its process is broken");
  }

  /// This has happened to it.
  public static SessionEnd of(CallError reason) {
    var details = reason.details();
    return new SessionEnd(reason.code().equals(CODE) && details != null
        ? details.path("why").asText()
        : reason.message());
  }

  /// How whoever wants to go on in it is told; details are `{why}`.
  public CallError error() {
    return new CallError(CODE, "the session has ended (" + why + "); open a new one", false,
        JsonNodeFactory.instance.objectNode().put("why", why));
  }
}
