package dev.alknet.runtime.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.script.ScriptConsole;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What a run has printed and yielded, on its way to whoever follows it. Whoever prints waits while too
/// much of it has not been taken, until nobody takes any more.
final class RunItems implements ScriptConsole {
  private static final int CAPACITY = 64;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<ObjectNode> items = new ArrayDeque<>();
  private boolean over;

  @Override
  public void print(Level level, String text) {
    put("console", ConsoleLines.line(level, text));
  }

  @Override
  public void progress(JsonNode item) {
    put("progress", item);
  }

  private void put(String kind, JsonNode value) {
    lock.lock();
    try {
      while (items.size() >= CAPACITY && !over) {
        changed.awaitUninterruptibly();
      }
      if (!over) {
        items.add(item(kind, value));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Nothing more comes, or nobody wants more.
  void end() {
    lock.lock();
    try {
      over = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// The next one; absent at the end.
  @Nullable
  ObjectNode take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (items.isEmpty() && !over) {
        changed.await();
      }
      var item = items.poll();
      changed.signalAll();
      return item;
    } finally {
      lock.unlock();
    }
  }

  static ObjectNode item(String kind, JsonNode value) {
    var item = JsonNodeFactory.instance.objectNode();
    item.set(kind, value);
    return item;
  }
}
