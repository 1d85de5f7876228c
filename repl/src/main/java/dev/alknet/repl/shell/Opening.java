package dev.alknet.repl.shell;

import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.Look;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.script.ConsoleSession;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.ScriptConsole;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Opens the node of a shell and its sessions, one after the other, and closes them: at any time, also in
/// the middle of that. What comes up after that is closed by whoever has opened it.
final class Opening implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Shell.Settings settings;
  private final ScriptConsole console;
  private @Nullable Node node;
  private @Nullable ConsoleSession session;
  private boolean closed;
  private volatile String script = "";

  Opening(Shell.Settings settings, ScriptConsole console) {
    this.settings = settings;
    this.console = console;
  }

  Contacts contacts() {
    return settings.contacts();
  }

  Node node() throws IOException, InterruptedException {
    var opened = settings.node().open();
    synchronized (this) {
      if (!closed) {
        node = opened;
        return opened;
      }
    }
    opened.close();
    throw new InterruptedException("the shell has ended");
  }

  /// A session on this node; the one before it has ended.
  ConsoleSession session(Node node) throws IOException, InterruptedException {
    var opened = node.recordedSession(settings.folder(), console, settings.limits().read().own());
    synchronized (this) {
      if (!closed) {
        session = opened;
        return opened;
      }
    }
    opened.close();
    throw new InterruptedException("the shell has ended");
  }

  /// Evaluates what the home wants every session to begin with, if it wants anything.
  void begin(ConsoleSession session) throws IOException, InterruptedException {
    var file = settings.home().resolve("rc.mjs");
    script = "";
    if (!Files.isRegularFile(file)) {
      return;
    }
    var text = Files.readString(file);
    switch (session.eval(text, "rc", Deadline.after(PATIENCE))) {
      case Evaluation.Failed(var failure, _) -> complain(FailureText.of(failure, Look.PLAIN));
      case Evaluation.Aborted(var reason, _) -> complain(
          "%s was stopped: %s. What it has declared until then is there.".formatted(file,
              reason.message()));
      case Evaluation.Finished _ -> script = text;
    }
  }

  /// What the last session has begun with, without a failure; empty for nothing.
  String script() {
    return script;
  }

  /// Tells whoever types.
  void complain(String text) {
    console.print(ScriptConsole.Level.ERROR, text);
  }

  @Override
  public void close() throws IOException {
    Node lastNode;
    ConsoleSession lastSession;
    synchronized (this) {
      closed = true;
      lastNode = node;
      lastSession = session;
    }
    if (lastSession != null) {
      lastSession.close();
    }
    if (lastNode != null) {
      lastNode.close();
    }
  }
}
