package dev.alknet.runtime.registry;

import java.io.Closeable;
import java.io.IOException;

/// Where the dispatcher tells of root calls: of each that was refused and of each that may have
/// changed something, once. Not of queries, nor of what handlers call.
///
/// Called by many threads, on those of the calls; may block. It says itself, to whoever runs the
/// node, why it throws.
public interface CallLog extends Closeable {
  /// Keeps nothing.
  CallLog NONE = new CallLog() {
    @Override
    public void ready() {}

    @Override
    public void keep(CallRecord call) {}
  };

  /// Says that something is about to be changed. Throws when that could not be kept.
  void ready() throws IOException;

  /// Keeps what became of a call. Its caller is told nothing before this returns.
  void keep(CallRecord call) throws IOException;

  @Override
  default void close() throws IOException {}
}
