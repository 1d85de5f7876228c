package dev.alknet.repl.command;

/// How the program tells its caller what became of the work.
public enum ExitCode {
  /// It went well.
  FINE(0),
  /// The script or the operation failed.
  FAILED(1),
  /// The command line makes no sense.
  USAGE(2),
  /// Something around the program is missing, such as a home folder it may write to.
  ENVIRONMENT(3),
  /// The time given with `--timeout` was up.
  TIMED_OUT(124),
  /// Somebody pressed Ctrl-C.
  INTERRUPTED(130),
  /// Somebody asked the process to end.
  TERMINATED(143);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /// What the shell sees in `$?`.
  public int number() {
    return number;
  }
}
