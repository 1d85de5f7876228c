package dev.alknet.runtime.session;

import dev.alknet.runtime.promotion.Rehearsal;
import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.SessionOptions;
import java.io.IOException;

/// Makes sessions behind the wall that their origin says. One for code that came over a connection
/// reaches what callers from outside reach, and no peer.
public interface SessionOpening {
  Session open(Origin origin, SessionOptions options) throws IOException, InterruptedException;

  /// Judges what is to be promoted, behind the wall for code that the node keeps.
  Rehearsal rehearsal();
}
