package dev.alknet.runtime.worker;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/// Starts workers as children of this process, with an empty environment.
final class ChildLauncher implements WorkerLauncher {
  @Override
  public Process start(Program program) throws IOException {
    var builder = new ProcessBuilder(program.words());
    builder.environment().clear();
    builder.environment().put("LC_ALL", "C.UTF-8"); // the names of its jars may need it
    return builder.redirectError(Redirect.DISCARD).start();
  }
}
