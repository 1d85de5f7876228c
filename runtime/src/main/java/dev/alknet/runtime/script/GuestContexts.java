package dev.alknet.runtime.script;

import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import java.util.function.LongConsumer;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.io.IOAccess;

/// How a context for scripts is made: everything the host could lend is denied, and what the
/// language itself offers beyond ECMAScript is switched off.
final class GuestContexts {
  private GuestContexts() {}

  /// A context whose only files are these modules. It can reach no host object, class, thread,
  /// process, environment variable or socket. `outOfStatements` is told when it has executed as many
  /// statements as it may.
  static Context create(ScriptEngine engine, ModuleFiles modules, ResourceLimits limits,
      LongConsumer outOfStatements) {
    var builder = Context.newBuilder("js")
        .engine(engine.engine())
        .allowIO(IOAccess.newBuilder().fileSystem(modules).build())
        .allowExperimentalOptions(true)
        .option("js.async-context", "true")
        .option("js.text-encoding", "true")
        .option("js.performance", "true")
        .option("js.timer-resolution", String.valueOf(engine.timerResolution().toNanos()))
        .option("js.unhandled-rejections", "throw")
        .option("js.console", "false")
        .option("js.print", "false")
        .option("js.load", "false")
        .option("js.graal-builtin", "false")
        .option("js.polyglot-builtin", "false")
        .option("js.java-package-globals", "false")
        .option("js.shared-array-buffer", "false")
        .option("js.disable-eval", "true");
    limits.of(Limit.HEAP).ifPresent(heap -> singlePieces(builder, heap));
    limits.of(Limit.STATEMENTS)
        .ifPresent(most -> builder.resourceLimits(
            org.graalvm.polyglot.ResourceLimits.newBuilder()
                .statementLimit(most, null)
                .onLimit(_ -> outOfStatements.accept(most))
                .build()));
    return builder.build();
  }

  /// One string or buffer cannot take more than there is: it would be there before anybody looks.
  private static void singlePieces(Context.Builder builder, long heap) {
    builder.option("js.string-length-limit", most(heap / 4))
        .option("js.max-typed-array-length", most(heap / 8));
  }

  private static String most(long length) {
    return Long.toString(Math.clamp(length, 1 << 16, (1 << 30) - 25));
  }
}
