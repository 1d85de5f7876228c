package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What could be an argument because it is there now: ids and names of containers, images.
///
/// For a member such as `id` of `container/wait` that is what `container/list` answers; for one such
/// as `image`, what an `image/list` does. It is fetched behind the keys and never waited for.
final class LiveValues {
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
  private static final CallOptions OPTIONS = CallOptions.within(Duration.ofSeconds(2));
  private static final List<String> OWN = List.of("id", "name", "container", "ids", "names");
  private static final List<String> FIELDS = List.of("name", "id", "tag", "image");
  private static final int MOST = 200;

  private record Fetched(List<String> values, long at) {}

  private final Boot boot;
  private final Map<String, Fetched> fetched = new ConcurrentHashMap<>();
  private final Runnable arrived;

  /// `arrived` is run when there is something new.
  LiveValues(Boot boot, Runnable arrived) {
    this.boot = boot;
    this.arrived = arrived;
  }

  /// What is known now about values for this member; asks for more behind the scenes.
  List<String> known(String operation, String member) {
    return source(operation, member).map(list -> listed("", list)).orElse(List.of());
  }

  /// The containers where calls go, as far as they are known now.
  List<String> containers() {
    return listed(boot.used(), "container/list");
  }

  private List<String> listed(String peer, String list) {
    var key = peer + " " + list;
    var last = fetched.get(key);
    if (last == null || System.nanoTime() - last.at > FRESH_NANOS) {
      var values = last == null ? List.<String>of() : last.values;
      fetched.put(key, new Fetched(values, System.nanoTime()));
      Thread.ofVirtual().name("values").start(() -> fetch(peer, list));
      return values;
    }
    return last.values;
  }

  private Optional<String> source(String operation, String member) {
    var index = boot.index();
    var family = operation.contains("/") ? operation.substring(0, operation.lastIndexOf('/')) : "";
    var plural = member.endsWith("s") ? member : member + "s";
    var candidates = OWN.contains(member)
        ? Stream.of(family + "/list")
        : Stream.of(family + "/" + member + "/list", member + "/list",
            "docker/" + member + "/list", "container/" + plural, family + "/" + plural);
    return candidates.filter(name -> index.find(name).isPresent()).findFirst();
  }

  private void fetch(String peer, String list) {
    try {
      var env = boot.operations();
      var answer = (peer.isEmpty() ? env : env.peer(peer))
          .invoke(list, JsonNodeFactory.instance.objectNode(), OPTIONS);
      var rows = answer.isArray() ? answer
          : answer.valueStream()
              .filter(JsonNode::isArray)
              .findFirst()
              .orElse(answer);
      fetched.put(peer + " " + list, new Fetched(rows.valueStream()
          .flatMap(LiveValues::names)
          .distinct()
          .limit(MOST)
          .toList(), System.nanoTime()));
      arrived.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException | CallException _) {
      // nothing is offered then; whoever makes the call hears why it fails
    }
  }

  private static Stream<String> names(JsonNode row) {
    return row.isTextual()
        ? Stream.of(row.textValue())
        : FIELDS.stream().map(row::path).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }
}
