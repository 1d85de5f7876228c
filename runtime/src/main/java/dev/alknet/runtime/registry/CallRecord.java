package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What became of one root call.
///
/// `request` is the id its caller knows it by; for code of a session, that of the call the code runs
/// for, such as its turn. `operation` and `input` are as they came, whatever they hold; `input` was
/// judged only if the call was let in. `spec` is absent when the caller reaches no such operation;
/// `peer` says where it was to be called, if the caller said so.
public record CallRecord(CallId request, Caller caller, String operation,
    @Nullable OperationSpec spec, @Nullable PeerRef peer, JsonNode input, End end, Duration took) {

  /// How it ended.
  public sealed interface End {
    /// It was not let in.
    record Refused(CallError why) implements End {}

    /// It did what it was to do.
    record Succeeded() implements End {}

    /// Its handler has failed.
    record Failed(CallError error) implements End {}

    /// It was aborted, by its caller or by its deadline, and its handler has ended after that.
    record Aborted(CallError why) implements End {}
  }
}
