package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.Theme;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// Inputs whose screen has a bug: it cannot print answers, only complaints.
final class BrokenLines implements Lines {
  final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Queue<String> inputs;

  BrokenLines(List<String> inputs) {
    this.inputs = new ConcurrentLinkedQueue<>(inputs);
  }

  @Override
  public boolean attended() {
    return false;
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

  @Override
  public Look look() {
    return Look.PLAIN;
  }

  @Override
  public void wear(Theme theme) {}

  @Override
  public long patienceMillis() {
    return 0;
  }

  @Override
  public void drain() {}

  @Override
  public void onKeys(Keys keys) {}

  @Override
  public void close() {}
}
