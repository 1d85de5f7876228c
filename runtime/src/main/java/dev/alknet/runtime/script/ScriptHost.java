package dev.alknet.runtime.script;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallOptions;
import dev.alknet.runtime.operation.CallError;
import java.util.List;

/// What the code of a session asks of the node it runs for, wherever the code itself runs.
///
/// `key` names the call that the code runs for: a turn of the session, or a call that a handler of it
/// serves. Refusals come as [dev.alknet.runtime.call.CallException]. An empty `peer` means none.
public interface ScriptHost extends AutoCloseable {
  /// Something registered: its name, and the number by which it is taken back.
  record Registered(String name, long number) {}

  /// What a subscription gives.
  interface Items extends AutoCloseable {
    /// Waits for items and answers at most so many of them, none at the end.
    List<JsonNode> take(int most) throws InterruptedException;

    /// Nobody wants more.
    @Override
    void close();

    /// Runs `listener` when it is over, unless that is known only to who takes.
    void onOver(Runnable listener);
  }

  /// Starts a query or mutation.
  Call start(long key, String name, JsonNode input, CallOptions options);

  /// Starts a subscription.
  Items subscribe(long key, String name, JsonNode input, CallOptions options);

  /// Adds an operation to the session or, when `peer` is not empty, offers it to that peer. The
  /// description may have the text of the handler as `#handler`, for those who review it. Throws
  /// [IllegalArgumentException] with a sentence when it is refused.
  Registered register(JsonNode description, boolean streams, ScriptFunction function, String peer);

  /// Takes back what was registered under this number; nothing happens the second time.
  void unregister(long number);

  /// Whether something may still begin that no code waits for: a peer may call an operation of this
  /// session now, or a handler is about to hear that its call is over.
  boolean awaiting();

  /// Whether an operation is a subscription.
  boolean streams(long key, String name);

  /// What can be called, as a list of short descriptions.
  JsonNode operations(long key, String peer);

  /// The description of one operation.
  JsonNode describe(long key, String name, String peer);

  /// The ids of the attached peers.
  JsonNode peers(long key);

  /// The code of this turn is being stopped for this reason, and nothing was done about it yet: what it
  /// has under way ends now.
  void stopping(long key, CallError reason);

  /// The session ends; what it has registered is taken back.
  @Override
  void close();
}
