package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.OperationSpec;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What could stand at the cursor, the best first. Never waits for another node or a daemon, and for the
/// session and the disk a moment at most.
record Offers(Desk desk, LiveValues values) {
  private static final int MOST = 100;
  private static final String PEER = "peer";
  private static final List<String> OPTIONS = List.of("timeout", "signal", "abortPolicy", "peer");
  private static final List<String> POLICIES = List.of("abort-dependents", "continue-running");

  /// One of them: what takes the place of what was typed, how it is shown in the list, and what it
  /// means. A `whole` one is followed by a space.
  record Offer(String value, String shown, String meaning, boolean whole) {
    static Offer of(String value, String meaning) {
      return new Offer(value, value, meaning, false);
    }
  }

  List<Offer> at(Completion wanted) throws InterruptedException {
    return switch (wanted) {
      case Completion.Command(var typed) -> best(typed, Arrays.stream(Command.values())
          .map(command -> new Offer(command.word(), command.word(), command.meaning(), true)));
      case Completion.Operation(var typed, var peer) -> desk.boot()
          .index(peer)
          .matching(typed, MOST)
          .stream()
          .map(spec -> Offer.of(spec.name().value(), spec.description()))
          .toList();
      case Completion.Job(var typed) -> best(typed, desk.jobs()
          .all()
          .stream()
          .map(job -> Offer.of(String.valueOf(job.number()), Code.title(job.code()))));
      case Completion.Peer(var typed, var mark) ->
        best(typed, desk.boot().peers().stream().map(peer -> Offer.of(peer + mark, "a peer")));
      case Completion.Contact(var typed) ->
        best(typed, values.contacts().stream().map(name -> Offer.of(name, "a peer of this home")));
      case Completion.Registered(var typed) -> best(typed, desk.boot()
          .ready()
          .stream()
          .flatMap(session -> session.recorded().stream())
          .map(name -> Offer.of(name, "registered here")));
      case Completion.Connected(var typed) -> best(typed, desk.boot()
          .contacts()
          .connected()
          .stream()
          .map(name -> Offer.of(name, "attached by .connect")));
      case Completion.Container(var typed) -> places().container(typed);
      case Completion.AnyContainer(var typed) -> places().anyContainer(typed, "");
      case Completion.CopyEnd end -> places().end(end);
      case Completion.LocalFile(var typed) -> places().file(typed);
      case Completion.Snippet(var typed) -> best(typed, snippets());
      case Completion.Word(var typed, var words) ->
        best(typed, words.stream().map(word -> Offer.of(word, "")));
      case Completion.Argument argument -> arguments(argument);
      case Completion.Value value -> values(value);
      case Completion.Member(var object, var typed) -> members(object, typed);
      case Completion.Nothing _ -> List.of();
    };
  }

  private PlaceOffers places() {
    return new PlaceOffers(desk.boot(), desk.files(), values);
  }

  private Stream<Offer> snippets() {
    return desk.memory()
        .snippets()
        .entrySet()
        .stream()
        .map(each -> Offer.of(each.getKey(), Code.title(each.getValue())));
  }

  private List<Offer> arguments(Completion.Argument wanted) {
    if (wanted.call().inOptions()) {
      return best(wanted.typed(), OPTIONS.stream()
          .filter(name -> !wanted.given().contains(name))
          .map(name -> new Offer(name + ": ", name, "an option of the call", false)));
    }
    return spec(wanted.call()).map(spec -> {
      var schema = new SchemaText(spec.input().document()).at(wanted.path());
      return best(wanted.typed(), schema.names()
          .stream()
          .filter(name -> !wanted.given().contains(name))
          .sorted(Comparator.comparing((String name) -> !schema.requires(name)))
          .map(name -> new Offer(name + ": ", name, meaning(schema, name), false)));
    }).orElse(List.of());
  }

  private List<Offer> values(Completion.Value wanted) {
    if (wanted.call().inOptions()) {
      return wanted.path().equals(List.of("abortPolicy"))
          ? best(wanted.typed(), POLICIES.stream().map(policy -> text(policy, wanted, "")))
          : List.of();
    }
    return spec(wanted.call()).map(spec -> {
      var schema = new SchemaText(spec.input().document()).at(wanted.path());
      var named = schema.values().stream().map(value -> literal(value, wanted, schema));
      return best(wanted.typed(), Stream.concat(named, live(wanted, schema)));
    }).orElse(List.of());
  }

  private Stream<Offer> live(Completion.Value wanted, SchemaText schema) {
    if (schema.secret() || wanted.path().isEmpty()) {
      return Stream.of();
    }
    var member = wanted.path().getLast();
    return member.equals(PEER) && schema.schema().isObject()
        ? desk.boot().peers().stream().map(peer -> text(peer, wanted, "a peer"))
        : values.known(wanted.call(), member)
            .stream()
            .map(value -> text(value, wanted, "there now"));
  }

  private List<Offer> members(String object, String typed) throws InterruptedException {
    if (object.equals("ops") || object.startsWith("ops.")) {
      var path = object.equals("ops") ? "" : object.substring(4).replace('.', '/') + "/";
      return best(typed, desk.boot()
          .index()
          .children(path, 10 * MOST)
          .stream()
          .map(child -> child.operation()
              .map(spec -> new Offer(child.name() + "(", child.name(), spec.description(), false))
              .orElse(new Offer(child.name() + ".", child.name() + ".", "", false))));
    }
    return best(typed, desk.boot().members(object).stream().map(name -> Offer.of(name, "")));
  }

  private Optional<OperationSpec> spec(Completion.Call call) {
    return desk.boot().index(call.peer()).find(call.operation());
  }

  private static String meaning(SchemaText schema, String name) {
    var member = schema.member(name);
    return (member.type() + (schema.requires(name) ? ", required" : "") + "  "
        + member.description()).stripTrailing();
  }

  private static Offer literal(JsonNode value, Completion.Value wanted, SchemaText schema) {
    var meaning = value.equals(schema.schema().path("default")) ? "the default" : "";
    return value.isTextual()
        ? text(value.textValue(), wanted, meaning)
        : Offer.of(value.toString(), meaning);
  }

  private static Offer text(String value, Completion.Value wanted, String meaning) {
    var mark = wanted.mark();
    return new Offer(mark.isEmpty() ? "'" + value + "'" : value + mark, value, meaning, false);
  }

  /// Those that fit what is typed, the best first.
  static List<Offer> best(String typed, Stream<Offer> offers) {
    record Rated(Offer offer, int score) {}
    var rated = offers.map(offer -> new Rated(offer, Fuzzy.score(typed, offer.shown())))
        .filter(each -> each.score != Fuzzy.NONE)
        .sorted(Comparator.comparingInt(Rated::score).reversed())
        .limit(MOST)
        .toList();
    var least = rated.isEmpty() ? 0 : Fuzzy.least(rated.getFirst().score);
    return rated.stream()
        .filter(each -> each.score >= least)
        .map(Rated::offer)
        .toList();
  }
}
