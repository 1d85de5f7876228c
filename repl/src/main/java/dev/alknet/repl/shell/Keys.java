package dev.alknet.repl.shell;

/// What is done about keys while no input is being read.
interface Keys {
  /// An input is being read from now on: keys are the reader's business.
  void reading();

  /// Ctrl-C.
  void interrupt();

  /// Ctrl-Z.
  void sendBehind();
}
