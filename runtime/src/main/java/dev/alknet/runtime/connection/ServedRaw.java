package dev.alknet.runtime.connection;

import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.registry.RawAnswers;
import dev.alknet.runtime.wire.CallEvent;
import java.io.IOException;

/// A request with raw carriage: refused with a frame, or else the stream is the handler's.
final class ServedRaw extends InboundCall implements RawAnswers {
  private final Serving serving;
  private final RawStream raw;

  ServedRaw(Serving serving, Arrival arrival, RawStream raw) {
    super(arrival);
    this.serving = serving;
    this.raw = raw;
  }

  @Override
  void serve() {
    var request = event().request();
    serving.dispatcher()
        .serveRaw(serving.caller(request), id(), request.operation(), request.input(), this);
  }

  @Override
  public RawChannel accepted(Call call) {
    attach(call);
    return raw;
  }

  /// A frame if nothing was sent yet, which the other end tells from a chunk by its first byte;
  /// otherwise all that is left is to break off.
  @Override
  public void failed(CallError error) throws IOException, InterruptedException {
    try {
      if (raw.refusable()) {
        send(new CallEvent.Failed(id(), error));
      }
    } finally {
      raw.close();
      told();
    }
  }
}
