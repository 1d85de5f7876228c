package dev.alknet.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/// A script in a process of Node.js that answers one line for each line it is asked.
public final class NodeJsProcess implements AutoCloseable {
  private final Process process;
  private final BufferedWriter questions;
  private final BufferedReader answers;

  /// Starts it; what it writes as errors is shown.
  public NodeJsProcess(Path script) throws IOException {
    process = new ProcessBuilder("node", script.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    questions = process.outputWriter();
    answers = process.inputReader();
  }

  /// Asks and waits for the answer; an [EOFException] when the process has ended.
  public String ask(String question) throws IOException {
    questions.write(question + "\n");
    questions.flush();
    var answer = answers.readLine();
    if (answer == null) {
      throw new EOFException("node has ended");
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
