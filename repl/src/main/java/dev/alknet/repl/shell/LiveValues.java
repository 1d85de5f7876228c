package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.live.Boxes;
import dev.alknet.repl.live.FleetNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Peers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What could be an argument because it is there now: ids and names of containers, images.
///
/// For a member such as `id` of `container/wait` that is what `container/list` answers; for one such
/// as `image`, what an `image/list` does; for `containerId`, the containers that Docker has. Asked is who
/// would be called: the peer that the call names, else the one that the shell uses. It is fetched behind the
/// keys and never waited for.
final class LiveValues {
  private static final long FRESH_NANOS = Duration.ofSeconds(5).toNanos();
  private static final CallOptions OPTIONS = CallOptions.within(Duration.ofSeconds(2));
  private static final List<String> OWN = List.of("id", "name", "container", "ids", "names");
  private static final String CONTAINER = "containerId";
  private static final List<String> NAMES = List.of("name", "id");
  private static final List<String> OTHERS = List.of("name", "id", "tag", "image", "RepoTags");
  private static final String LONG_ID = "[0-9a-f]{64}";
  private static final int SHORT = 12;
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
  List<String> known(Completion.Call call, String member) {
    var where = call.peer().isEmpty() ? boot.used() : place(call.peer());
    if (member.equals(CONTAINER)) {
      return dockerContainers(where);
    }
    var fields = OWN.contains(member) ? NAMES : OTHERS;
    return source(call.operation(), member, where)
        .map(list -> remembered(list + " " + fields + " of " + where,
            () -> fetch(list, fields, where)))
        .orElse(List.of());
  }

  /// The containers of this peer, or where calls go, as far as they are known now.
  List<String> containers(@Nullable String peer) {
    var where = peer == null ? boot.used() : place(peer);
    return remembered("containers of " + where, () -> Boxes.of(boot.operations(where))
        .stream()
        .map(FleetNode.Box::name)
        .toList());
  }

  /// The same for one with the name of a peer and a slash before it; of no peer that is not attached.
  List<String> containersLike(String typed) {
    var slash = typed.indexOf('/');
    if (slash < 0) {
      return containers(null);
    }
    var peer = typed.substring(0, slash);
    return boot.peers().contains(peer) || peer.equals(Peers.LOCAL)
        ? containers(peer).stream().map(name -> peer + "/" + name).toList()
        : List.of();
  }

  /// Names before ids.
  private List<String> dockerContainers(String where) {
    return remembered("docker containers of " + where, () -> {
      var boxes = Boxes.of(boot.operations(where))
          .stream()
          .filter(box -> box.provider().equals("docker"))
          .toList();
      return Stream
          .of(boxes.stream().map(FleetNode.Box::name), boxes.stream().map(FleetNode.Box::id))
          .flatMap(each -> each)
          .map(LiveValues::shortened)
          .distinct()
          .limit(MOST)
          .toList();
    });
  }

  private static String place(String peer) {
    return peer.equals(Peers.LOCAL) ? "" : peer;
  }

  /// The nodes that can be reached by their names, as far as they are known now.
  List<String> contacts() {
    return remembered("contacts", () -> boot.contacts().names());
  }

  /// Asks for values.
  @FunctionalInterface
  private interface Question {
    List<String> ask() throws IOException, InterruptedException;
  }

  private List<String> remembered(String key, Question question) {
    var last = fetched.get(key);
    if (last == null || System.nanoTime() - last.at > FRESH_NANOS) {
      var values = last == null ? List.<String>of() : last.values;
      fetched.put(key, new Fetched(values, System.nanoTime()));
      Thread.ofVirtual().name("values").start(() -> ask(key, question));
      return values;
    }
    return last.values;
  }

  private void ask(String key, Question question) {
    try {
      fetched.put(key, new Fetched(question.ask(), System.nanoTime()));
      arrived.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException | CallException _) {
      // nothing is offered then; whoever makes the call hears why it fails
    }
  }

  private Optional<String> source(String operation, String member, String where) {
    var index = boot.index(where);
    var family = operation.contains("/") ? operation.substring(0, operation.lastIndexOf('/')) : "";
    var plural = member.endsWith("s") ? member : member + "s";
    var candidates = OWN.contains(member)
        ? Stream.of(family + "/list")
        : Stream.of(family + "/" + member + "/list", member + "/list",
            "docker/" + member + "/list", "container/" + plural, family + "/" + plural);
    return candidates.filter(name -> index.find(name).filter(LiveValues::harmless).isPresent())
        .findFirst();
  }

  /// Nothing happens by a key press but that something is looked up.
  private static boolean harmless(OperationSpec spec) {
    return spec.kind() == OperationKind.QUERY;
  }

  private List<String> fetch(String list, List<String> fields, String where)
      throws IOException, InterruptedException {
    var answer =
        boot.operations(where).invoke(list, JsonNodeFactory.instance.objectNode(), OPTIONS);
    var rows = answer.isArray() ? answer
        : answer.valueStream()
            .filter(JsonNode::isArray)
            .findFirst()
            .orElse(answer);
    return rows.valueStream()
        .flatMap(row -> row.isTextual()
            ? Stream.of(row)
            : fields.stream().map(row::path).flatMap(LiveValues::texts))
        .map(JsonNode::textValue)
        .map(LiveValues::shortened)
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static String shortened(String value) {
    return value.matches(LONG_ID) ? value.substring(0, SHORT) : value;
  }

  /// A text, or the texts in an array.
  private static Stream<JsonNode> texts(JsonNode value) {
    return (value.isArray() ? value.valueStream() : Stream.of(value)).filter(JsonNode::isTextual);
  }
}
