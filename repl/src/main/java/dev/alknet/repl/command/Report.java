package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.AbortReceipt;
import dev.alknet.runtime.script.ScriptConsole;
import dev.alknet.runtime.script.ScriptFailure;
import org.jspecify.annotations.Nullable;

/// Where what comes of a run goes: one face for people, one for programs.
interface Report {
  /// What a script prints on its console; false when nobody reads any more.
  boolean print(ScriptConsole.Level level, String text);

  /// The result; false when it cannot be told. `json` is absent when JSON cannot say it; `display`
  /// is the engine's way. `said` means that people know it already.
  boolean result(@Nullable JsonNode json, String display, boolean said);

  /// One item of a subscription; false when nobody reads any more.
  boolean item(JsonNode item);

  /// A script threw; `receipt` says what it had running then.
  void failed(ScriptFailure failure, AbortReceipt receipt);

  /// A call failed; `advice` says what to try next and may be empty.
  void failed(CallError error, String advice);

  /// The run was stopped because nobody reads the console any more.
  void unread(AbortReceipt receipt);

  /// The run was stopped; `cause` says by what: `interrupted`, `timed out after 5s`.
  void aborted(String cause, CallError reason, AbortReceipt receipt);
}
