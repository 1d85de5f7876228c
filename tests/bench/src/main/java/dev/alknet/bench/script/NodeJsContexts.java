package dev.alknet.bench.script;

import dev.alknet.bench.Contender;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/// New contexts of Node.js' `vm` module, each with a first line: milliseconds for one.
final class NodeJsContexts implements Contender {
  private static final int BATCH = 20;

  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  NodeJsContexts(Path scripts) throws IOException {
    process = new ProcessBuilder("node", scripts.resolve("context.mjs").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    questions = process.outputWriter();
    answers = process.inputReader();
  }

  @Override
  public String name() {
    return "Node.js: a new vm context";
  }

  @Override
  public double measure() throws IOException {
    questions.write(BATCH + "\n");
    questions.flush();
    var milliseconds = answers.readLine();
    if (milliseconds == null) {
      throw new EOFException("node has ended");
    }
    return Double.parseDouble(milliseconds) / BATCH;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
