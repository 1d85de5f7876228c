package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.repl.shell.ContainerSession;
import dev.alknet.repl.shell.RawTerminal;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.RawChannel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Has a session with a process in a container, from the call to the exit code.
///
/// `operation` has raw carriage. With a terminal on both sides the keys go there as they are;
/// otherwise Ctrl-C does what `onInterrupt` says.
record Conversation(AlkCommand alk, String operation, boolean terminal, boolean stdin,
    OnInterrupt onInterrupt) {

  /// What Ctrl-C does where it is not a key for the process.
  enum OnInterrupt {
    /// The process hears of it.
    PASS_ON,
    /// It ends the session.
    BREAK_OFF
  }

  int run(Env env, CommandCall call, ObjectNode input) throws IOException, InterruptedException {
    if (!terminal) {
      return talk(env, call, input, null);
    }
    try (var raw = RawTerminal.open()) {
      return talk(env, call, input, raw);
    }
  }

  private int talk(Env env, CommandCall call, ObjectNode input, @Nullable RawTerminal raw)
      throws IOException, InterruptedException {
    try (var channel = env.openRaw(operation, input, CallOptions.DEFAULT)) {
      var session = session(channel, raw);
      if (raw == null && onInterrupt == OnInterrupt.PASS_ON) {
        alk.interrupts().keyBelongsTo(() -> session.signal("INT"));
      }
      if (stdin) {
        session.readInput();
      }
      if (!session.show()) {
        call.stop();
        return ExitCode.FINE.number();
      }
      if (session.detached()) {
        alk.streams().err().print("detached; the process runs on\r\n");
      }
      return session.exitCode();
    }
  }

  private ContainerSession session(RawChannel channel, @Nullable RawTerminal raw) {
    var streams = alk.streams();
    return raw == null
        ? new ContainerSession(channel, streams.in(), streams.out(), streams.err())
        : ContainerSession.at(raw, channel);
  }
}
