package dev.alknet.runtime.script;

import java.time.Duration;
import org.graalvm.polyglot.Engine;

/// The JavaScript engine that all sessions of a node share: parsed and compiled code is shared,
/// values are not.
///
/// With the JVM flags of the launcher it compiles hot code; without them it interprets, with the
/// same results.
public final class ScriptEngine implements AutoCloseable {
  /// How exactly a script of the operator may know the time.
  private static final Duration FINE = Duration.ofNanos(1_000);
  /// How exactly other scripts may: too little to tell by it what the processor does for others.
  private static final Duration COARSE = Duration.ofMillis(1);

  private final Engine engine;
  private final Duration timerResolution;
  private final LineRewriter rewriter;
  private final CodeWatch watch = new CodeWatch();
  private volatile boolean stuck;

  private ScriptEngine(Engine engine, Duration timerResolution) {
    this.engine = engine;
    this.timerResolution = timerResolution;
    this.rewriter = new LineRewriter(engine);
  }

  /// Starts the engine; takes a few hundred milliseconds the first time in a process.
  public static ScriptEngine open() {
    return open(FINE);
  }

  /// The same for code that is not trusted, whose clock has milliseconds and nothing finer.
  public static ScriptEngine openForUntrusted() {
    return open(COARSE);
  }

  private static ScriptEngine open(Duration timerResolution) {
    return new ScriptEngine(Engine.newBuilder("js")
        .option("engine.WarnInterpreterOnly", "false")
        .build(), timerResolution);
  }

  /// Whether hot code is compiled to machine code.
  public boolean optimizing() {
    return !engine.getImplementationName().equals("Interpreted");
  }

  Engine engine() {
    return engine;
  }

  Duration timerResolution() {
    return timerResolution;
  }

  LineRewriter rewriter() {
    return rewriter;
  }

  CodeWatch watch() {
    return watch;
  }

  /// Some code of it cannot be stopped: its thread computes until the process ends.
  void stuck() {
    stuck = true;
  }

  /// Does not wait for code that cannot be stopped: the engine is left alone then, for closing it, and
  /// ending the process while it is being closed, would wait for ever.
  @Override
  public void close() {
    watch.close();
    rewriter.close();
    if (!stuck) {
      engine.close(true);
    }
  }
}
