package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A call that somebody wants to make: the one place where it is let in or refused, and where the
/// [CallLog] is told of that and of its end.
///
/// When the log fails, nobody but whoever runs this node may change anything: he has to be able to
/// make room.
record Attempt(Gate gate, CallLog log, Caller caller, CallId id, String name,
    @Nullable PeerRef peer,
    JsonNode input, long begun) {
  static final CallError UNRECORDED = CallError.of(ProtocolCode.INTERNAL,
      "the audit log of this node cannot be written; ask whoever runs it");

  Attempt(Gate gate, CallLog log, Caller caller, CallId id, String name, @Nullable PeerRef peer,
      JsonNode input) {
    this(gate, log, caller, id, name, peer, input, System.nanoTime());
  }

  /// Lets it in, or throws [CallException]; `kind` refuses what cannot be called in this way.
  Admission admit(Consumer<Admission> kind) {
    try {
      var admission = gate.admit(caller, name, input, peer);
      kind.accept(admission);
      if (recorded(admission.operation().spec())) {
        requireLog();
      }
      return admission;
    } catch (CallException e) {
      if (caller.via().root() && !e.error().equals(UNRECORDED)) {
        var _ = keep(spec(), new CallRecord.End.Refused(e.error()));
      }
      throw e;
    }
  }

  /// The handler has ended: answers what its caller may be told.
  Outcome ended(Admission admission, Call call, Outcome how) {
    var spec = admission.operation().spec();
    if (!recorded(spec)) {
      return how;
    }
    var reason = call.aborted();
    var end = reason != null
        ? new CallRecord.End.Aborted(reason)
        : switch (how) {
          case Outcome.Succeeded _ -> new CallRecord.End.Succeeded();
          case Outcome.Failed(var error) -> new CallRecord.End.Failed(error);
        };
    return keep(spec, end) || caller.via().local() || how instanceof Outcome.Failed
        ? how
        : new Outcome.Failed(UNRECORDED);
  }

  private boolean recorded(OperationSpec spec) {
    return caller.via().root() && spec.changes();
  }

  private void requireLog() {
    try {
      log.ready();
    } catch (IOException e) {
      if (!caller.via().local()) {
        throw new CallException(UNRECORDED, e);
      }
    }
  }

  private boolean keep(@Nullable OperationSpec spec, CallRecord.End end) {
    try {
      log.keep(new CallRecord(id, caller, name, spec, peer, input, end,
          Duration.ofNanos(System.nanoTime() - begun)));
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// What was refused, if the caller reaches it at all.
  private @Nullable OperationSpec spec() {
    return Gate.lookup(caller, OperationName.canonical(name), peer,
        Trace.NONE) instanceof Lookup.Found(var operation) ? operation.spec() : null;
  }
}
