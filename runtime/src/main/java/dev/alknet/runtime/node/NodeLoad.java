package dev.alknet.runtime.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import dev.alknet.runtime.registry.Dispatcher;
import java.lang.management.ManagementFactory;

/// How busy a node and its machine are.
public final class NodeLoad {
  /// What [#put] adds, as members of a JSON Schema.
  static final String SCHEMA = """
      "load": {"type": "number", "description": "Of the machine in the last minute: threads that run or \
      want to. Absent where the system does not tell."},
      "processors": {"type": "integer"},
      "memory_bytes": {"type": "integer", "description": "Of the machine, in use."},
      "memory_total_bytes": {"type": "integer"},
      "calls": {"type": "array", "description": "What runs now, the oldest first.", "items": {
        "type": "object", "required": ["operation", "caller", "seconds"], "properties": {
          "operation": {"type": "string"}, "caller": {"type": "string"},
          "seconds": {"type": "number"}}}}""";

  private NodeLoad() {}

  /// Adds the load of this machine, and the calls that `dispatcher` runs.
  public static ObjectNode put(ObjectNode answer, Dispatcher dispatcher) {
    var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    if (machine.getSystemLoadAverage() >= 0) {
      answer.put("load", machine.getSystemLoadAverage());
    }
    answer.put("processors", machine.getAvailableProcessors())
        .put("memory_bytes", machine.getTotalMemorySize() - machine.getFreeMemorySize())
        .put("memory_total_bytes", machine.getTotalMemorySize());
    var calls = answer.putArray("calls");
    dispatcher.running()
        .all()
        .forEach(call -> calls.addObject()
            .put("operation", call.operation().value())
            .put("caller", call.caller())
            .put("seconds", call.age().toMillis() / 1000.0));
    return answer;
  }
}
