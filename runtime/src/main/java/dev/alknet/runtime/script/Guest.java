package dev.alknet.runtime.script;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;
import org.jspecify.annotations.Nullable;

/// What the boot scripts make of a context, and their functions that the host calls. Used on the session's thread only.
///
/// `key` names the call that the code runs for; the operations it invokes become children of it.
final class Guest {
  private static final Source BOOT = Resources.source("boot.js");

  /// What `boot.js` is put together from, in the order of its parameters.
  private static final List<Source> PARTS =
      Stream
          .of("primordials.js", "errors.js", "values.js", "operations.js", "console.js", "lines.js")
          .map(Resources::source)
          .toList();

  private @Nullable Value functions;

  /// Prepares a fresh context; nothing else may be called before. What few scripts need is read from
  /// this package by its name later, when one does.
  void boot(Context context, ProxyObject host) {
    ProxyExecutable load = args -> {
      try {
        StackRoom.checkForScript();
      } catch (StackOverflowError _) {
        return HostFunctions.NO_STACK;
      }
      return context.eval(Resources.source(args[0].asString()));
    };
    var arguments =
        Stream.concat(Stream.of(host, load), PARTS.stream().map(context::eval)).toArray();
    functions = context.eval(BOOT).execute(arguments);
  }

  /// Imports a module and waits for its default export: `done(value, json, exitCode)`, after
  /// `progress(json)` for each item that it yields.
  void importModule(long key, String path, String input, Answers answers) {
    call("importModule", key, path, input, answers.done, answers.failed, answers.progress);
  }

  /// What a module or a line answers with; `progress` is given what comes before its end.
  record Answers(ProxyExecutable done, ProxyExecutable failed, ProxyExecutable progress) {}

  /// Runs `code` and waits for what it gives: `done(value, json)`.
  void evaluate(long key, ProxyExecutable code, ProxyExecutable done, ProxyExecutable failed) {
    call("evaluate", key, code, done, failed);
  }

  /// The same for a line of a console: keeps its result, at `place` or, if that is 0, at the next one,
  /// and follows the subscription it gives with `progress(values, json)`, several items at once.
  void evaluateLine(long key, ProxyExecutable code, int place, Answers answers) {
    call("evaluateLine", key, code, place, answers.done, answers.failed, answers.progress);
  }

  /// Calls a registered handler: `settle(json)` or `settle(null, error, explanation)`.
  void serve(long key, Value handler, String input, ProxyExecutable settle) {
    call("serve", key, handler, input, settle);
  }

  /// Asks a registered streaming handler for one item: `settle(json)`, `settle(null)` at the end,
  /// or an error as above.
  void nextItem(long key, Value handler, String input, ProxyExecutable settle) {
    call("nextItem", key, handler, input, settle);
  }

  /// Raises the abort signal of a handler and ends its generator, if it has one; `gone` for one that
  /// is only forgotten.
  void abortServe(long key, boolean gone) {
    call("abortServe", key, gone);
  }

  /// What an error says, as JSON: `{code?, message, retryable?, details?}`.
  String explain(Value error) {
    return call("explain", error).asString();
  }

  /// Runs a little code, long enough to notice an interrupt.
  void pause() {
    call("pause");
  }

  /// The names behind a dotted path, as a JSON array.
  String members(String path) {
    return call("members", path).asString();
  }

  /// The names behind a dotted path from this value on, which may be empty.
  String membersOf(Value start, String path) {
    return call("membersOf", start, path).asString();
  }

  private Value call(String function, @Nullable Object... args) {
    return Objects.requireNonNull(functions, "the context is not booted")
        .invokeMember(function, args);
  }
}
