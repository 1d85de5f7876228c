package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.operation.CallError;
import java.io.IOException;

/// Where a call from outside with raw carriage goes: [#accepted] unless it is refused; then the
/// handler has the channel. At the end the channel is finished, or [#failed] is called; either way
/// it is closed. Source: docker-fleet-http.md §1.1, §1.3; ruling 14.
public interface RawAnswers {
  /// The call was admitted: gives the channel for its handler. From now on it can be aborted. When
  /// it throws, the caller is taken to be gone.
  RawChannel accepted(Call call) throws IOException, InterruptedException;

  /// The call was refused, or its handler has failed, or it was aborted for a reason that its
  /// caller should know. As long as nothing was written this can be told in a frame; afterwards
  /// only by breaking off. Never called after an abort with [CallError#cancelled].
  void failed(CallError error) throws IOException, InterruptedException;
}
