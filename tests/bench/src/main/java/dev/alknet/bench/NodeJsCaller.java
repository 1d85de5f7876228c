package dev.alknet.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Calls of a plain async function in Node.js: one process, which runs `plain.mjs`.
final class NodeJsCaller implements Caller {
  private final NodeJsProcess node;

  NodeJsCaller(Path scripts) throws IOException {
    node = new NodeJsProcess(scripts.resolve("plain.mjs"));
  }

  @Override
  public String name() {
    return "Node.js: async function";
  }

  @Override
  public long call(Work work, int calls) throws IOException {
    return TimeUnit.MILLISECONDS.toNanos(Long.parseLong(node.ask(work.text() + " " + calls)));
  }

  @Override
  public void close() {
    node.close();
  }
}
