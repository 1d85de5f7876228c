package dev.alknet.runtime.call;

import java.io.IOException;

/// Gives back something a call left running outside the node, such as a container.
@FunctionalInterface
public interface Release {
  /// True when there was still something to give back.
  boolean release() throws IOException, InterruptedException;
}
