package dev.alknet.runtime.script;

import java.time.Duration;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.io.IOAccess;

/// How a context for scripts is made: everything the host could lend is denied, and what the
/// language itself offers beyond ECMAScript is switched off.
final class GuestContexts {
  /// How exactly a script may know the time.
  private static final Duration TIMER_RESOLUTION = Duration.ofNanos(1_000);

  private GuestContexts() {}

  /// A context whose only files are these modules. It can reach no host object, class, thread,
  /// process, environment variable or socket.
  static Context create(Engine engine, ModuleFiles modules) {
    return Context.newBuilder("js")
        .engine(engine)
        .allowIO(IOAccess.newBuilder().fileSystem(modules).build())
        .allowExperimentalOptions(true)
        .option("js.async-context", "true")
        .option("js.text-encoding", "true")
        .option("js.performance", "true")
        .option("js.timer-resolution", String.valueOf(TIMER_RESOLUTION.toNanos()))
        .option("js.unhandled-rejections", "throw")
        .option("js.console", "false")
        .option("js.print", "false")
        .option("js.load", "false")
        .option("js.graal-builtin", "false")
        .option("js.polyglot-builtin", "false")
        .option("js.java-package-globals", "false")
        .option("js.shared-array-buffer", "false")
        .build();
  }
}
