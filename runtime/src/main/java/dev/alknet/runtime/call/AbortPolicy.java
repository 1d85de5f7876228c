package dev.alknet.runtime.call;

/// What becomes of a call when the one above it is aborted. Source: call.md §16.1.
public enum AbortPolicy {
  /// It is aborted too.
  ABORT_DEPENDENTS,
  /// If it has started it runs to its end and its result is dropped.
  CONTINUE_RUNNING
}
