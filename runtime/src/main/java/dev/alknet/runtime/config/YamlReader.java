package dev.alknet.runtime.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserException;

/// Makes JSON of YAML and remembers where everything stood.
///
/// The library finds the structure; what it means is decided here, because YAML 1.1 would make
/// `false` of `no` and 90 of `1:30`: plain words are what JSON would have them be, and else text.
/// Nothing is written once and meant twice: aliases are refused, and with them every text that grows
/// while it is read. So are tags, keys that come twice, and more than [#DEEPEST] levels.
final class YamlReader {
  /// How deep lists and mappings may be nested.
  static final int DEEPEST = 40;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonPointer ROOT = JsonPointer.empty();

  private final Iterator<Event> events;
  private final BiConsumer<Position, String> complaints;
  private final Map<JsonPointer, Position> values = new HashMap<>();
  private final Map<JsonPointer, Position> keys = new HashMap<>();

  private YamlReader(Iterator<Event> events, BiConsumer<Position, String> complaints) {
    this.events = events;
    this.complaints = complaints;
  }

  /// Reads one document; an empty one is an empty mapping. What is refused but can be passed over is
  /// given to `complaints`; where reading cannot go on a [org.yaml.snakeyaml.error.YAMLException] is
  /// thrown.
  static YamlDocument read(String text, BiConsumer<Position, String> complaints) {
    if (text.isBlank()) { // spares most homes, which have no such file, the start of the library
      return new YamlDocument(JSON.objectNode(), Map.of(), Map.of());
    }
    var options = new LoaderOptions();
    options.setCodePointLimit(Math.max(1, text.length()));
    var reader = new YamlReader(new Yaml(options).parse(new StringReader(text)).iterator(),
        complaints);
    return new YamlDocument(reader.document(), reader.values, reader.keys);
  }

  private JsonNode document() {
    JsonNode root = JSON.objectNode();
    var documents = 0;
    while (events.hasNext()) {
      var event = events.next();
      if (event.is(Event.ID.DocumentStart)) {
        if (++documents > 1) {
          complaints.accept(position(event.getStartMark()),
              "a second document begins here; one file holds one");
          return root;
        }
      } else if (event instanceof NodeEvent) {
        root = node(event, ROOT, 0);
      }
    }
    return root.isNull() ? JSON.objectNode() : root;
  }

  private JsonNode node(Event event, JsonPointer at, int depth) {
    var place = position(event.getStartMark());
    values.put(at, place);
    if (depth > DEEPEST) {
      throw new ParserException(null, null, "more than " + DEEPEST + " levels",
          event.getStartMark());
    }
    return switch (event) {
      case AliasEvent alias -> {
        complaints.accept(place, "aliases are not supported; write out what *"
            + alias.getAnchor() + " stands for");
        yield JSON.missingNode();
      }
      case ScalarEvent scalar -> {
        refuseTag(scalar.getTag(), place);
        yield scalar.getScalarStyle() == ScalarStyle.PLAIN
            ? PlainWord.value(scalar.getValue())
            : JSON.textNode(scalar.getValue());
      }
      case SequenceStartEvent list -> {
        refuseTag(list.getTag(), place);
        yield list(at, depth);
      }
      case MappingStartEvent mapping -> {
        refuseTag(mapping.getTag(), place);
        yield mapping(at, depth);
      }
      default -> throw new IllegalStateException("no node: " + event);
    };
  }

  private ArrayNode list(JsonPointer at, int depth) {
    var list = JSON.arrayNode();
    for (var event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
      var item = node(event, at.appendIndex(list.size()), depth + 1);
      if (!item.isMissingNode()) {
        list.add(item);
      }
    }
    return list;
  }

  private ObjectNode mapping(JsonPointer at, int depth) {
    var mapping = JSON.objectNode();
    for (var event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
      var place = position(event.getStartMark());
      if (!(event instanceof ScalarEvent key)) {
        complaints.accept(place, "a key is a word");
        skip(event);
        skip(events.next());
        continue;
      }
      var name = key.getValue();
      var pointer = at.appendProperty(name);
      if (mapping.has(name)) {
        complaints.accept(place, "the key `%s` comes twice; it is in line %d already"
            .formatted(name, keys.getOrDefault(pointer, place).line()));
        skip(events.next());
        continue;
      }
      keys.put(pointer, place);
      var value = node(events.next(), pointer, depth + 1);
      if (!value.isMissingNode()) {
        mapping.set(name, value);
      }
    }
    return mapping;
  }

  /// Passes over a node that begins with this event.
  private void skip(Event event) {
    var open = opens(event);
    while (open > 0) {
      open += opens(events.next());
    }
  }

  private static int opens(Event event) {
    return switch (event.getEventId()) {
      case SequenceStart, MappingStart -> 1;
      case SequenceEnd, MappingEnd -> -1;
      case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Alias, Scalar, Comment -> 0;
    };
  }

  private void refuseTag(String tag, Position place) {
    if (tag != null) {
      complaints.accept(place,
          "tags are not supported; take %s away, and put text in quotes".formatted(tag));
    }
  }

  static Position position(Mark mark) {
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
