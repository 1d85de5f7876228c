package dev.alknet.runtime.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Emitter;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.call.RawChannel;
import dev.alknet.runtime.call.RawRelay;
import dev.alknet.runtime.call.Release;
import dev.alknet.runtime.operation.Holding;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.runtime.wire.Request;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// An operation of this node that is done by the other end of a connection.
///
/// The remote call is bounded by what is left of the local one, and aborted with it. What the remote
/// call leaves running is held here too, so that aborting the local root gives it back even when the
/// remote call is long over. Source: call.md §20.3, §16.2; docs/adr/0006.
record Forwarding(CallConnection connection, Route route, OperationSpec remote) {
  private static final Logger LOG = System.getLogger(Forwarding.class.getName());
  private static final int BATCH = 256;

  /// The operation as it is called here, which `local` describes.
  Operation operation(OperationSpec local) {
    Handler handler = remote.kind() == OperationKind.SUBSCRIPTION
        ? (Handler.Stream) this::stream
        : (Handler.Once) this::once;
    Handler.Raw raw = remote.raw() ? this::raw : null;
    return new Operation(local, handler, raw, Provenance.FROM_CALL, null, ScopedEnv.none());
  }

  private JsonNode once(JsonNode input, CallContext context) throws InterruptedException {
    var holding = remote.holding();
    var deadline = context.call().deadline();
    var outcome = holding == null
        ? connection.call(request(input, context), deadline)
        : connection.asking()
            .call(request(input, context), deadline,
                output -> giveBack(holding, output, context));
    var output = outcome.orThrow();
    if (holding != null) {
      hold(holding, output, context);
    }
    return output;
  }

  private void stream(JsonNode input, CallContext context, Emitter emitter)
      throws InterruptedException {
    try (var items = connection.subscribe(request(input, context), context.call().deadline())) {
      for (var batch = items.take(BATCH); !batch.isEmpty(); batch = items.take(BATCH)) {
        for (var item : batch) {
          emitter.emit(item);
        }
      }
    }
  }

  private void raw(JsonNode input, CallContext context, RawChannel local)
      throws IOException, InterruptedException {
    RawRelay.run(local, connection.raw(route.rawRequest(remote, input, context.identity())));
  }

  private Request request(JsonNode input, CallContext context) {
    return route.request(remote, input, context.identity());
  }

  private void hold(Holding holding, JsonNode output, CallContext context) {
    holding.resolve(output)
        .ifPresent(held -> context.call().tree().hold(label(held), release(held)));
  }

  /// The output has come when nobody waited for it any more. An aborted root gives back by itself
  /// what it is told to hold; otherwise only this call was given up.
  private void giveBack(Holding holding, JsonNode output, CallContext context) {
    if (root(context.call()).aborted() != null) {
      hold(holding, output, context);
      return;
    }
    holding.resolve(output).ifPresent(held -> {
      try {
        release(held).release();
      } catch (IOException | CallException e) {
        LOG.log(Level.WARNING, "could not release " + held.label(), e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /// Says where it is: two peers may have things of one name.
  private String label(Holding.Held held) {
    var place = switch (route) {
      case Route.Through(var id) -> id;
      case Route.Direct _ -> connection.peerId();
    };
    return place == null ? held.label() : held.label() + " at " + place;
  }

  private static Call root(Call call) {
    var parent = call.parent();
    return parent == null ? call : root(parent);
  }

  private Release release(Holding.Held held) {
    var request = route.request(held.release().value(), OperationKind.MUTATION, held.input(), null);
    return () -> switch (connection.call(request, Deadline.after(OperationSpec.DEFAULT_TIMEOUT))) {
      case Outcome.Succeeded _ -> true;
      case Outcome.Failed(var error) when error.is(ProtocolCode.NOT_FOUND) -> false;
      case Outcome.Failed(var error) -> throw new CallException(error);
    };
  }
}
