package dev.alknet.runtime.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Answers;
import dev.alknet.runtime.wire.CallEvent;
import dev.alknet.runtime.wire.InvalidFrameException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// A request that is answered with frames, on the stream it came on.
final class ServedCall extends InboundCall implements Answers {
  private static final Logger LOG = System.getLogger(ServedCall.class.getName());

  private final Serving serving;

  ServedCall(Serving serving, Arrival arrival) {
    super(arrival);
    this.serving = serving;
  }

  @Override
  void serve() {
    var request = event().request();
    serving.dispatcher()
        .serve(serving.caller(request), id(), request.operation(), request.input(), this);
  }

  @Override
  public void began(Call call) {
    attach(call);
  }

  @Override
  public void item(JsonNode item) throws IOException, InterruptedException {
    if (unwanted()) {
      // Says so itself: an emitter that never blocks may leave the abort no processor to run on.
      throw new CallException(CallError.cancelled());
    }
    try {
      send(new CallEvent.Responded(id(), item));
    } catch (InvalidFrameException e) {
      throw new CallException(unfit("an item", e));
    }
  }

  @Override
  public void responded(JsonNode output) throws IOException, InterruptedException {
    try {
      send(new CallEvent.Responded(id(), output));
    } catch (InvalidFrameException e) {
      failed(unfit("the output", e));
    } finally {
      told();
    }
  }

  @Override
  public void completed() throws IOException, InterruptedException {
    try {
      send(new CallEvent.Completed(id()));
    } finally {
      told();
    }
  }

  @Override
  public void failed(CallError error) throws IOException, InterruptedException {
    try {
      send(new CallEvent.Failed(id(), error));
    } catch (InvalidFrameException e) {
      send(new CallEvent.Failed(id(), unfit("the error", e)));
    } finally {
      told();
    }
  }

  private CallError unfit(String what, InvalidFrameException why) {
    LOG.log(Level.WARNING, what + " of " + event().request().operation() + " fits no frame", why);
    return CallError.of(ProtocolCode.INTERNAL, what + " fits no frame: " + why.getMessage());
  }
}
