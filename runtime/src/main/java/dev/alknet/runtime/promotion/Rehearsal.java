package dev.alknet.runtime.promotion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.CompositionAuthority;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.RecordedCall;
import dev.alknet.runtime.script.Session;
import dev.alknet.runtime.script.SessionOptions;
import dev.alknet.runtime.script.TextModules;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/// The test of a promotion: its operation is called as it was then, in a session of its own, where what
/// it calls is answered as it was then. Nothing outside the session is touched.
public record Rehearsal(Opening opening, ResourceLimits limits) {
  /// Makes a session behind a wall for code that the node keeps.
  @FunctionalInterface
  public interface Opening {
    Session open(Dispatcher dispatcher, Registry registry, SessionOptions options)
        throws IOException, InterruptedException;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String MAIN = "main.mjs";
  private static final String DRIVER = """
      import { description, register } from './operation.mjs';

      const items = async (stream) => {
        const all = [];
        for await (const item of stream) all.push(item);
        return all;
      };

      export default async ({ call }) => {
        const registered = register();
        try {
          return description.op_type === 'subscription'
            ? { items: await items(env.subscribe(description.name, call)) }
            : { output: await env.invoke(description.name, call) };
        } catch (error) {
          if (!(error instanceof CallError)) throw error;
          const { code, message, retryable, details } = error;
          return { error: { code, message, retryable, details } };
        } finally {
          registered.dispose();
        }
      };
      """;

  /// What goes otherwise than it went then, in sentences; nothing when all goes the same way.
  public List<String> differences(Promotion promotion) throws IOException, InterruptedException {
    return differences(promotion, _ -> {});
  }

  /// The same; `begun` is told the number of each call that is tried, from 1.
  List<String> differences(Promotion promotion, IntConsumer begun)
      throws IOException, InterruptedException {
    var standIns = new StandIns(promotion);
    var modules = new TextModules(
        Map.of(MAIN, DRIVER, Promotion.MODULE, promotion.module()));
    var nobody = new CompositionAuthority(Identity.of("rehearsal", Set.of()));
    var options =
        new SessionOptions(nobody, new Peers(), modules, (_, _) -> {}, limits);
    var found = new ArrayList<String>();
    try (var session =
        opening.open(new Dispatcher(), Registry.bare(standIns.operations()), options)) {
      for (int i = 0; i < promotion.calls().size(); i++) {
        var call = promotion.calls().get(i);
        begun.accept(i + 1);
        standIns.begin(call);
        var end = session.run(modules.file(MAIN), input(call), Deadline.after(PATIENCE));
        var before = found.size();
        judge(call, end, found);
        if (end instanceof Evaluation.Finished) {
          found.addAll(standIns.differences());
        }
        found.subList(before, found.size())
            .replaceAll(
                sentence -> "%s(%s) %s".formatted(call.name(), call.input(), sentence));
      }
    }
    return found;
  }

  private static JsonNode input(RecordedCall call) {
    var input = JsonNodeFactory.instance.objectNode();
    input.set("call", call.input());
    return input;
  }

  private static void judge(RecordedCall call, Evaluation end, List<String> found) {
    switch (end) {
      case Evaluation.Failed(var failure, _) -> found.add("cannot be called: " + failure.message());
      case Evaluation.Aborted(var reason, _) -> found.add("was stopped: " + reason.message());
      case Evaluation.Finished(var json, var display, _) -> {
        var expected = expected(call);
        if (json == null) {
          found.add("answers what JSON cannot say: " + display);
        } else if (!same(json, expected)) {
          found.add("ends with %s and not with %s".formatted(json, expected));
        }
      }
    }
  }

  /// Whether both are the same JSON, however their numbers were read.
  static boolean same(JsonNode one, JsonNode other) {
    return one.equals((left, right) -> left.isNumber() && right.isNumber()
        ? left.decimalValue().compareTo(right.decimalValue())
        : left.equals(right) ? 0 : 1, other);
  }

  /// As the driver says it; an error says the same whatever was streamed before it.
  private static JsonNode expected(RecordedCall call) {
    var expected = JsonNodeFactory.instance.objectNode();
    switch (call.outcome()) {
      case Outcome.Failed(var error) -> expected.set("error", error.toJson());
      case Outcome.Succeeded _ when call.streams() ->
        call.items().forEach(expected.putArray("items")::add);
      case Outcome.Succeeded(var output) -> expected.set("output", output);
    }
    return expected;
  }
}
