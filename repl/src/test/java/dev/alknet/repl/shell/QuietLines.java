package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;

/// A screen that shows nothing, at whose prompt the input is over.
class QuietLines implements Lines {
  @Override
  public boolean attended() {
    return false;
  }

  @Override
  public Line read(Prompt prompt) {
    return new Line.End();
  }

  @Override
  public void print(String text) {}

  @Override
  public void complain(String text) {}

  @Override
  public Look look() {
    return Look.PLAIN;
  }

  @Override
  public long patienceMillis() {
    return 0;
  }

  @Override
  public void drain() {}

  @Override
  public void close() {}
}
