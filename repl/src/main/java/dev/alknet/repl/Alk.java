package dev.alknet.repl;

import dev.alknet.repl.command.Program;
import java.io.InputStream;
import java.io.PrintStream;

/// The `alk` program.
public final class Alk {
  private Alk() {}

  public static void main(String[] args) {
    System.exit(Program.ofProcess().run(args));
  }

  /// Runs one command line and answers its exit code; for programs that embed the command, and
  /// for tests. Signals are left to whoever embeds it.
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    return Program.embedded(in, out, err).run(args);
  }
}
