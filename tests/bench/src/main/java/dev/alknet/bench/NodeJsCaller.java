package dev.alknet.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Calls of a plain async function in Node.js: one process, which runs `plain.mjs`.
final class NodeJsCaller implements Caller {
  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  NodeJsCaller(Path scripts) throws IOException {
    process = new ProcessBuilder("node", scripts.resolve("plain.mjs").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    questions = process.outputWriter();
    answers = process.inputReader();
  }

  @Override
  public String name() {
    return "Node.js: async function";
  }

  @Override
  public long call(Work work, int calls) throws IOException {
    questions.write(work.text() + " " + calls + "\n");
    questions.flush();
    var milliseconds = answers.readLine();
    if (milliseconds == null) {
      throw new EOFException("node has ended");
    }
    return TimeUnit.MILLISECONDS.toNanos(Long.parseLong(milliseconds));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
