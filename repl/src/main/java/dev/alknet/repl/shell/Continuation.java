package dev.alknet.repl.shell;

import java.io.IOException;

/// Tells whether an input is only the beginning of one.
@FunctionalInterface
interface Continuation {
  boolean expected(String input) throws IOException, InterruptedException;
}
