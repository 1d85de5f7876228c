package dev.alknet.repl.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/// Looks at all nodes again and again, at each on a thread of its own: what one answers is shown at once,
/// and one that is silent keeps nobody waiting but itself.
///
/// `seen` is given all nodes whenever more is known, by one thread at a time.
public final class FleetWatch {
  private final FleetLook look;
  private final Duration period;
  private final Consumer<List<FleetNode>> seen;
  private final Map<String, FleetNode> answered = new ConcurrentHashMap<>();
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  /// A node is looked at once in every `period`, or as often as it answers.
  public FleetWatch(FleetLook look, Duration period, Consumer<List<FleetNode>> seen) {
    this.look = look;
    this.period = period;
    this.seen = seen;
  }

  /// Goes on until it is interrupted.
  public void run() throws InterruptedException {
    var looks = Executors.newVirtualThreadPerTaskExecutor();
    try {
      while (true) {
        var names = look.names();
        answered.keySet().retainAll(names);
        names.stream().filter(asked::add).forEach(name -> begin(name, looks));
        show();
        Thread.sleep(period);
      }
    } finally {
      looks.shutdownNow();
    }
  }

  private void begin(String name, ExecutorService looks) {
    looks.execute(() -> {
      try {
        try {
          answered.put(name, look.node(name));
        } finally {
          asked.remove(name);
        }
        show();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private synchronized void show() {
    var nodes = new ArrayList<FleetNode>();
    for (var name : look.names()) {
      nodes.add(answered.getOrDefault(name, FleetNode.unseen(name)));
    }
    seen.accept(nodes);
  }
}
