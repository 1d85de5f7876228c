package dev.alknet.runtime.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a call leaves running and how to give it back, so that whoever forwards the call can hold
/// it on its side (docs/adr/0006).
///
/// `release` is the operation to call and `input` its input as a template: a string `$.a.b` in it
/// stands for what is found there in the output of the call. `label` is for people, with the same
/// replacement: `container $.name`. Treat `input` as read-only.
public record Holding(OperationName release, ObjectNode input, String label) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern PATH = Pattern.compile("\\$((?:\\.[A-Za-z0-9_-]+)+)");

  public Holding {
    if (label.isBlank()) {
      throw new IllegalArgumentException("the label of what is held is blank");
    }
    input = input.deepCopy();
  }

  /// What one call left running: its release is ready to be called.
  public record Held(OperationName release, JsonNode input, String label) {}

  /// A holding from text: the name of the operation that releases, its input as JSON, the label.
  public static Holding of(String release, String input, String label) {
    try {
      return JSON.readTree(input) instanceof ObjectNode template
          ? new Holding(OperationName.parse(release), template, label)
          : refuse("the input of a release is an object, not " + input);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// Reads `{release, input, label}`.
  static Holding parse(JsonNode json) {
    return json.path("release").isTextual() && json.path("label").isTextual()
        && json.path("input") instanceof ObjectNode template
            ? new Holding(OperationName.parse(json.path("release").textValue()), template,
                json.path("label").textValue())
            : refuse("holding is not {release, input, label}: " + json);
  }

  /// What this call left running, as its output tells; absent when the output lacks what the
  /// templates name.
  public Optional<Held> resolve(JsonNode output) {
    var filling = new Filling(output);
    var held = new Held(release, filling.fill(input), filling.words(label));
    return filling.complete ? Optional.of(held) : Optional.empty();
  }

  ObjectNode toJson() {
    var json = JsonNodeFactory.instance.objectNode().put("release", release.value());
    json.set("input", input);
    return json.put("label", label);
  }

  private static Holding refuse(String why) {
    throw new IllegalArgumentException(why);
  }

  /// Fills templates from one output, and knows whether it had everything.
  private static final class Filling {
    private final JsonNode output;
    private boolean complete = true;

    Filling(JsonNode output) {
      this.output = output;
    }

    JsonNode fill(JsonNode template) {
      if (template.isObject()) {
        var filled = JsonNodeFactory.instance.objectNode();
        template.properties()
            .forEach(member -> filled.set(member.getKey(), fill(member.getValue())));
        return filled;
      }
      if (template.isArray()) {
        var filled = JsonNodeFactory.instance.arrayNode();
        template.forEach(item -> filled.add(fill(item)));
        return filled;
      }
      var path = PATH.matcher(template.asText());
      return template.isTextual() && path.matches() ? at(path.group(1)) : template;
    }

    String words(String template) {
      return PATH.matcher(template)
          .replaceAll(found -> Matcher.quoteReplacement(at(found.group(1)).asText()));
    }

    private JsonNode at(String path) {
      var value = output.at(path.replace('.', '/'));
      complete &= !value.isMissingNode() && !value.isNull();
      return value;
    }
  }
}
