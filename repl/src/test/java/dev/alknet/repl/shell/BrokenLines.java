package dev.alknet.repl.shell;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// Inputs whose screen has a bug: it cannot print answers, only complaints.
final class BrokenLines extends QuietLines {
  final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Queue<String> inputs;

  BrokenLines(List<String> inputs) {
    this.inputs = new ConcurrentLinkedQueue<>(inputs);
  }

  @Override
  public Line read(Prompt prompt) {
    var next = inputs.poll();
    return next == null ? new Line.End() : new Line.Typed(next);
  }

  @Override
  public void print(String text) {
    throw new StackOverflowError();
  }

  @Override
  public void complain(String text) {
    complaints.add(text);
  }
}
