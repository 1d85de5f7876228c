package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// One script session: a JavaScript context, the operations it registers, and one turn at a time.
///
/// The context is in this process ([#open]) or behind a harder wall; the same code gives the same
/// results. Methods may be called from any thread. A turn that goes beyond a limit of the session is
/// [Evaluation.Aborted] with the reason `RESOURCE_LIMIT`. Closing the session stops what it left running
/// and removes its operations; what its calls hold outside the node stays.
public interface Session extends AutoCloseable {
  /// Opens a session in this process under `options.owner()`; its imports come from
  /// `options.modules()`.
  static ConsoleSession open(ScriptEngine engine, Dispatcher dispatcher, Registry registry,
      SessionOptions options) {
    return InProcessSession.open(engine, dispatcher, registry, options);
  }

  /// Runs a module to its end, with `input` in its global scope. Its result is its default export,
  /// called with the input if it is a function; `exitCode` is what it exports under that name.
  Evaluation run(Path file, JsonNode input, Deadline deadline) throws InterruptedException;

  /// Evaluates a line as a console does: declarations stay, promises are awaited.
  Evaluation eval(String code, String sourceName, Deadline deadline) throws InterruptedException;

  /// Whether `code` is the beginning of something longer, so that another line should be read.
  boolean incomplete(String code);

  /// The names that may follow `object.` (a dotted path of names; empty for globals), sorted.
  /// Runs no getters and no calls. Empty when the session does not answer within a second.
  List<String> members(String object) throws InterruptedException;

  /// Aborts what runs now, from any thread, and waits up to `patience` for it to be gone.
  /// Absent when nothing ran.
  Optional<AbortReceipt> abort(Duration patience) throws InterruptedException;

  /// Why it has ended by itself; absent as long as it has not. Then every turn is [Evaluation.Aborted]
  /// with [SessionEnd#error].
  Optional<SessionEnd> ended();

  /// Runs `action`, which must not take long, when it has ended by itself; at once if it has.
  void onEnd(Runnable action);

  /// What was recorded of an operation that this session has registered; absent when it has none of
  /// that name, or records nothing.
  Optional<Recording> recording(String operation);

  @Override
  void close();
}
