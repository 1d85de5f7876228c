package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.operation.CallError;
import java.io.IOException;

/// Where the answers of a call from outside go: [#began] unless it is refused, then the items of a
/// subscription, then exactly one of [#responded], [#completed] and [#failed].
///
/// Nothing more comes once the call was aborted with [CallError#cancelled], for then its caller
/// has gone. The methods are called one at a time and may block; a slow receiver slows the
/// handler. Source: call.md §3.3, §17.1.
public interface Answers {
  /// The call was admitted and its handler is about to run; from now on it can be aborted.
  void began(Call call);

  /// One item of a subscription. When it throws [IOException] the caller is taken to be gone.
  void item(JsonNode item) throws IOException, InterruptedException;

  /// The output of a query or mutation.
  void responded(JsonNode output) throws IOException, InterruptedException;

  /// The natural end of a subscription.
  void completed() throws IOException, InterruptedException;

  /// The call was refused, has failed, or was aborted for a reason that its caller should know,
  /// such as its deadline. In the last case the handler may still be running; this is another
  /// thread then.
  void failed(CallError error) throws IOException, InterruptedException;
}
