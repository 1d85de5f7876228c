package dev.alknet.stdlib.process;

/// What a running program does, in the order this node notices it.
sealed interface OutputEvent {
  /// It wrote a line, here without its newline.
  record Line(OutputName stream, String text) implements OutputEvent {}

  /// Nobody can write to this stream any more.
  record Ended(OutputName stream) implements OutputEvent {}

  /// The program itself is over; what it started may go on.
  record Exited(int code) implements OutputEvent {}
}
