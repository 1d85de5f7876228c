package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.CallError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The code of a session that runs in another process, as its node sees it. When that process is gone,
/// or does not take what it is asked, that fails with a [dev.alknet.runtime.call.CallException] that
/// says why.
public interface RemoteCode extends AutoCloseable {
  /// What the other process asks of the node, and where its console goes.
  record Home(ScriptHost host, ScriptConsole console, ModuleSource modules) {}

  /// Something that puts code into another process.
  @FunctionalInterface
  interface Opening {
    RemoteCode open(Home home) throws IOException, InterruptedException;
  }

  /// Runs a module of the folder for the turn with this key.
  Evaluation run(long key, Path file, JsonNode input) throws InterruptedException;

  /// Evaluates a line for the turn with this key.
  Evaluation eval(long key, String code, String sourceName) throws InterruptedException;

  boolean incomplete(String code) throws InterruptedException;

  List<String> members(String object) throws InterruptedException;

  /// Stops the turn with this key, also one that has not begun there yet; false when it is not known to
  /// have stopped in time.
  boolean stop(long key) throws InterruptedException;

  /// Something has changed that may leave code with nothing to wait for.
  void wake();

  /// Why nothing can be asked of the process any more; absent as long as something can.
  Optional<SessionEnd> ended();

  /// Has `listener` told why once nothing can be asked any more, unless it was closed.
  void onEnd(Consumer<SessionEnd> listener);

  /// Ends the process, whatever it does; what is asked of it from now on fails with `reason`.
  void kill(CallError reason);

  /// Ends the process.
  @Override
  void close();
}
