package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.Subscription;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Records what the operations of a session are called with, call and answer, for those who are to
/// judge them later: the first few calls of each that end by themselves and are not too large, as long as
/// there is room for them.
/// Safe for use by many threads.
final class Recorder {
  private static final int CALLS = 10;
  private static final int SIZE = 256 << 10;
  /// What all calls together may hold that a session keeps.
  private static final int ALL = 4 << 20;
  /// What a small call is taken to hold at the least, so that very many are too large.
  private static final int LEAST = 512;

  /// How a description carries the text of its handler.
  private static final String SOURCE = "#handler";

  /// One call while it goes on. Calls that it has made are among those of their maker.
  private static final class Running {
    private final OperationSpec spec;
    private final JsonNode input;
    private final List<Running> calls = new ArrayList<>();
    private final List<JsonNode> items = new ArrayList<>();
    private @Nullable Outcome outcome;
    private int size;

    Running(OperationSpec spec, JsonNode input) {
      this.spec = spec;
      this.input = spec.input().withoutWriteOnly(input);
      size = LEAST + this.input.toString().length();
    }

    synchronized void made(Running call) {
      if (size() <= SIZE) {
        calls.add(call);
      } else {
        size = SIZE + 1;
      }
    }

    synchronized void item(JsonNode item) {
      size += item.toString().length();
      if (size <= SIZE) {
        items.add(item);
      }
    }

    synchronized void ended(Outcome how) {
      outcome = how;
      size += how instanceof Outcome.Succeeded(var output) ? output.toString().length() : 0;
    }

    synchronized int size() {
      return size + calls.stream().mapToInt(Running::size).sum();
    }

    /// Absent for a call that was too large, or has made one that nobody has waited for.
    synchronized Optional<RecordedCall> recorded() {
      var end = outcome;
      var made = calls.stream().flatMap(call -> call.recorded().stream()).toList();
      return end == null || made.size() < calls.size() || size() > SIZE
          ? Optional.empty()
          : Optional.of(new RecordedCall(spec.name().value(), input, made,
              spec.kind() == OperationKind.SUBSCRIPTION, items, end));
    }

    synchronized List<OperationSpec> called() {
      return calls.stream().map(call -> call.spec).toList();
    }
  }

  /// An operation of the session, and what was recorded of it.
  private static final class Known {
    private final JsonNode description;
    private final String source;
    private final List<RecordedCall> calls = new ArrayList<>();
    private final Map<String, OperationSpec> called = new HashMap<>();
    private int size;

    Known(JsonNode description, String source) {
      this.description = description;
      this.source = source;
    }
  }

  private final Map<Long, Running> running = new ConcurrentHashMap<>();
  private final Map<String, Known> known = new HashMap<>();

  /// Takes the text of the handler out of a description.
  static String source(JsonNode description) {
    return description instanceof ObjectNode object
        && object.remove(SOURCE) instanceof TextNode text
            ? text.textValue()
            : "";
  }

  /// From now on calls of this operation are recorded; those of one that had its name before are
  /// forgotten.
  synchronized void registered(String name, JsonNode description, String source) {
    known.put(name, new Known(description, source));
  }

  /// There is no such operation any more.
  synchronized void unregistered(String name) {
    known.remove(name);
  }

  /// A handler begins to serve this call under this key.
  void begin(long key, OperationSpec spec, JsonNode input, Call call) {
    var began = new Running(spec, input);
    running.put(key, began);
    call.onSettled(outcome -> {
      running.remove(key);
      began.ended(outcome);
      if (call.aborted() == null) {
        keep(began);
      }
    });
  }

  /// The handler that serves this key has given an item.
  void item(long key, JsonNode item) {
    var serving = running.get(key);
    if (serving != null) {
      serving.item(item);
    }
  }

  /// Whether what this code calls is recorded.
  boolean follows(long key) {
    return running.containsKey(key);
  }

  /// A recorded handler has made a call.
  void made(long key, OperationSpec spec, JsonNode input, Call call) {
    var serving = running.get(key);
    if (serving != null) {
      var made = new Running(spec, input);
      serving.made(made);
      call.onSettled(made::ended);
    }
  }

  /// A recorded handler follows a subscription: these are its items.
  ScriptHost.Items following(long key, OperationSpec spec, JsonNode input,
      Subscription subscription, ScriptHost.Items items) {
    var serving = running.get(key);
    if (serving == null) {
      return items;
    }
    var made = new Running(spec, input);
    serving.made(made);
    subscription.call().onSettled(made::ended);
    return new ScriptHost.Items() {
      @Override
      public List<JsonNode> take(int most) throws InterruptedException {
        var taken = items.take(most);
        taken.forEach(made::item);
        return taken;
      }

      @Override
      public void close() {
        items.close();
      }

      @Override
      public void onOver(Runnable listener) {
        items.onOver(listener);
      }
    };
  }

  /// What is known of an operation by now.
  synchronized Optional<Recording> recording(String name) {
    return Optional.ofNullable(known.get(name))
        .map(found -> new Recording(found.description, found.source, found.calls,
            List.copyOf(found.called.values())));
  }

  /// The operations that there are.
  synchronized List<String> names() {
    return known.keySet().stream().sorted().toList();
  }

  private synchronized void keep(Running ended) {
    var kept = known.get(ended.spec.name().value());
    if (kept != null && kept.calls.size() < CALLS && size() + ended.size() <= ALL) {
      ended.recorded().ifPresent(call -> {
        kept.calls.add(call);
        kept.size += ended.size();
        ended.called().forEach(spec -> kept.called.put(spec.name().value(), spec));
      });
    }
  }

  private int size() {
    return known.values().stream().mapToInt(kept -> kept.size).sum();
  }
}
