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

  /// This has happened to it.
  static SessionEnd of(CallError reason) {
    if (reason.code().equals(CallError.RESOURCE_LIMIT)) {
      return new SessionEnd(reason.message());
    }
    return reason.code().equals(CODE) && reason.details() != null
        ? new SessionEnd(reason.details().path("why").asText())
        : new SessionEnd("its process has ended");
  }

  /// How whoever wants to go on in it is told; details are `{why}`.
  public CallError error() {
    return new CallError(CODE, "the session has ended (" + why + "); open a new one", false,
        JsonNodeFactory.instance.objectNode().put("why", why));
  }
}
