package dev.alknet.repl.shell;

import dev.alknet.runtime.operation.ResourceLimits;
import java.io.IOException;

/// Says what code may use up, always the same. It is not asked before there is a prompt: to read the
/// configuration of a home takes a while.
@FunctionalInterface
public interface LimitSource {
  /// No limits.
  LimitSource NONE = () -> new Limits(ResourceLimits.NONE, ResourceLimits.NONE);

  /// What a run of the operator's own code may use up, and what one of code that is tried out may.
  record Limits(ResourceLimits own, ResourceLimits tried) {}

  /// What holds as long as the shell lives.
  Limits read() throws IOException;
}
