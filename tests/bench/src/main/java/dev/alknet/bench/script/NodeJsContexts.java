package dev.alknet.bench.script;

import dev.alknet.bench.Contender;
import dev.alknet.bench.NodeJsProcess;
import java.io.IOException;
import java.nio.file.Path;

/// New contexts of Node.js' `vm` module, each with a first line: milliseconds for one.
final class NodeJsContexts implements Contender {
  private static final int BATCH = 20;

  private final NodeJsProcess node;

  NodeJsContexts(Path scripts) throws IOException {
    node = new NodeJsProcess(scripts.resolve("context.mjs"));
  }

  @Override
  public String name() {
    return "Node.js: a new vm context";
  }

  @Override
  public double measure() throws IOException {
    return Double.parseDouble(node.ask(String.valueOf(BATCH))) / BATCH;
  }

  @Override
  public void close() {
    node.close();
  }
}
