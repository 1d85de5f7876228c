package dev.alknet.bench.console;

import dev.alknet.bench.Contender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A prompt started from nothing: milliseconds until it is there. On the way it finds out how long the first
/// answer takes, from the start on, and how much memory that needs.
final class Prompt implements Contender {
  private final String name;
  private final List<String> command;
  private final String prompt;
  private final String question;
  private final List<Double> answers = new ArrayList<>();
  private final List<Double> memory = new ArrayList<>();

  /// `question` is typed at `prompt`; its answer has the word `answer` in it.
  Prompt(String name, List<String> command, String prompt, String question) {
    this.name = name;
    this.command = List.copyOf(command);
    this.prompt = prompt;
    this.question = question;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double measure() throws IOException, InterruptedException {
    var begun = System.nanoTime();
    try (var pty = Pty.open(command)) {
      var ready = pty.await(0, prompt);
      pty.type(question + "\r");
      var answered = pty.await(0, "answer");
      answers.add(millis(answered - begun));
      memory.add(pty.memory());
      return millis(ready - begun);
    }
  }

  /// Milliseconds from the start to the first answer, round by round.
  List<Double> answers() {
    return answers;
  }

  /// MiB once the first answer is there.
  List<Double> memory() {
    return memory;
  }

  private static double millis(long nanos) {
    return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
  }
}
