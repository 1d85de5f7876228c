package dev.alknet.runtime.call;

import java.io.IOException;
import java.util.Optional;

/// The stream pair of a call with raw carriage: chunks both ways, back-pressure both ways.
///
/// One thread reads, any write. Source: docker-fleet-http.md §1.2–1.3; ruling 12.
public interface RawChannel extends AutoCloseable {
  /// Waits for the next chunk; absent when the other end has finished. Throws [CallException] when
  /// the call was refused or has broken off.
  Optional<RawChunk> read() throws IOException, InterruptedException;

  /// Sends one chunk and waits while the receiver is slow.
  void write(RawChunk chunk) throws IOException, InterruptedException;

  /// Ends this direction; the other one goes on.
  void finish();

  /// Breaks off what is not finished yet.
  @Override
  void close();
}
