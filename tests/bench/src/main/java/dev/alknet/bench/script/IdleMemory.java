package dev.alknet.bench.script;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.script.Origin;
import dev.alknet.runtime.script.Session;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;

/// What sessions hold that have evaluated a line and wait for the next one.
final class IdleMemory {
  private IdleMemory() {}

  /// Bytes of the heap for one session in process, on the average over so many.
  static long inProcess(Node node, Path scripts, int sessions)
      throws IOException, InterruptedException {
    var open = new ArrayList<Session>();
    try {
      open.add(session(node, scripts, Origin.OPERATOR));
      var before = used();
      for (var n = 0; n < sessions; n++) {
        open.add(session(node, scripts, Origin.OPERATOR));
      }
      return (used() - before) / sessions;
    } finally {
      open.forEach(Session::close);
    }
  }

  /// Kibibytes that the process of a session in a worker has in memory.
  static long ofWorker(Node node, Path scripts) throws IOException, InterruptedException {
    try (var _ = session(node, scripts, Origin.UNTRUSTED)) {
      var worker = node.workerProcesses().getFirst();
      var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(worker.pid())).start();
      try (var answer = ps.inputReader()) {
        return Long.parseLong(String.valueOf(answer.readLine()).strip());
      }
    }
  }

  private static Session session(Node node, Path scripts, Origin origin)
      throws IOException, InterruptedException {
    var session = node.session(origin,
        node.operatorSession(scripts, (_, _) -> {}, ResourceLimits.NONE));
    session.eval("1 + 1", "line", Deadline.NONE);
    return session;
  }

  private static long used() {
    var memory = ManagementFactory.getMemoryMXBean();
    for (var n = 0; n < 3; n++) {
      memory.gc();
    }
    return memory.getHeapMemoryUsage().getUsed();
  }
}
