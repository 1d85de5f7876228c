package dev.alknet.runtime.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.connection.CallConnection;
import dev.alknet.runtime.connection.CallService;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.Dispatcher;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.Peers;
import dev.alknet.runtime.registry.Registry;
import dev.alknet.runtime.transport.Credential;
import dev.alknet.runtime.transport.DuplexConnection;
import dev.alknet.runtime.transport.PipeStream;
import dev.alknet.runtime.wire.Request;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;

/// The call protocol between a node and one of its workers: each end serves its own few operations to
/// the other and to nobody else.
final class Pipe implements AutoCloseable {
  /// Work of one operation.
  @FunctionalInterface
  interface Work {
    JsonNode answer(JsonNode input, CallContext context) throws InterruptedException;
  }

  private static final Identity OTHER_END = Identity.of("worker", Set.of());

  private final CallConnection connection;

  private Pipe(CallConnection connection) {
    this.connection = connection;
  }

  static Pipe open(InputStream in, OutputStream out, String address, List<Operation> served) {
    var transport = new DuplexConnection(new PipeStream(in, out), address,
        "alknet/call", new Credential.LocalUser());
    return new Pipe(CallConnection.open(transport, new CallService(new Dispatcher(),
        Registry.bare(served), new Peers(), Identities.nobody(OTHER_END))));
  }

  /// An operation that takes as long as it takes and whose errors are those of what it asks.
  static Operation operation(String name, Work work) {
    return Operation.local(OperationSpec.mutation(name).patient().forwardsErrors().build(),
        work::answer);
  }

  static ObjectNode input() {
    return JsonNodeFactory.instance.objectNode();
  }

  /// Nothing to say.
  static JsonNode done() {
    return JsonNodeFactory.instance.nullNode();
  }

  /// Asks the other end and waits; interrupting aborts it there.
  JsonNode ask(String operation, JsonNode input) throws InterruptedException {
    return ask(operation, input, Deadline.NONE);
  }

  JsonNode ask(String operation, JsonNode input, Deadline deadline) throws InterruptedException {
    return connection.call(Request.of(operation, input), deadline).orThrow();
  }

  /// The same for who cannot be interrupted: an interrupt is kept, and the call is as good as aborted.
  JsonNode askNow(String operation, JsonNode input) {
    try {
      return ask(operation, input);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CallException(CallError.of(ProtocolCode.INTERNAL, "interrupted"));
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
