package dev.alknet.runtime.script;

import org.graalvm.polyglot.Engine;

/// The JavaScript engine that all sessions of a node share: parsed and compiled code is shared,
/// values are not.
///
/// With the JVM flags of the launcher it compiles hot code; without them it interprets, with the
/// same results.
public final class ScriptEngine implements AutoCloseable {
  private final Engine engine;
  private final LineRewriter rewriter;

  private ScriptEngine(Engine engine) {
    this.engine = engine;
    this.rewriter = new LineRewriter(engine);
  }

  /// Starts the engine; takes a few hundred milliseconds the first time in a process.
  public static ScriptEngine open() {
    return new ScriptEngine(Engine.newBuilder("js")
        .option("engine.WarnInterpreterOnly", "false")
        .build());
  }

  /// Whether hot code is compiled to machine code.
  public boolean optimizing() {
    return !engine.getImplementationName().equals("Interpreted");
  }

  Engine engine() {
    return engine;
  }

  LineRewriter rewriter() {
    return rewriter;
  }

  @Override
  public void close() {
    rewriter.close();
    engine.close(true);
  }
}
