package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.call.RawJson;
import dev.alknet.runtime.identity.OwnershipProvider;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.NearestNames;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.operation.Shortened;
import dev.alknet.runtime.operation.Visibility;
import dev.alknet.runtime.registry.Step.Stage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets a call in, from a name to an operation that may run with its input, or refuses it.
///
/// The order decides which error a caller sees (call.md §6): lookup and visibility, identity and
/// scopes, the resource that the input names, input schema. What an import takes and to what is
/// judged by the peer that serves it. Whoever explains a decision takes the same way ([#trace]).
record Gate(OwnershipProvider ownership, Trace trace) {
  private static final Logger LOG = System.getLogger(Gate.class.getName());

  /// Admits a call, or throws [CallException].
  Admission admit(Caller caller, String name, JsonNode input, @Nullable PeerRef peer) {
    var operation = lookup(caller, OperationName.canonical(name), peer, trace).orThrow();
    var spec = operation.spec();
    require(AccessCheck.scopes(spec.access(), caller.identity(), trace), operation);
    if (operation.provenance() == Provenance.FROM_CALL) {
      trace.open(Stage.RESOURCES, () -> "the peer that serves it judges the rest");
      return new Admission(operation, input);
    }
    var plain = RawJson.plain(input);
    var resource = resource(operation, plain, caller);
    require(AccessCheck.resource(spec.access(), caller.identity(), resource, ownership, trace),
        operation);
    var violations = spec.input().violations(plain);
    if (!violations.isEmpty()) {
      var error = CallError.invalidInput(violations);
      trace.refused(Stage.INPUT, error::message);
      throw new CallException(error);
    }
    trace.passed(Stage.INPUT, () -> "fits the schema");
    return new Admission(operation, judged(operation, plain, resource));
  }

  static Lookup lookup(Caller caller, String name, @Nullable PeerRef peer, Trace trace) {
    var where = Shortened.of(name);
    if (caller.composes()
        && caller.reach().reaches(name, peer)
        && peer instanceof PeerRef.Specific(var id)
        && caller.layers().peers().overlay(id).isEmpty()) {
      trace.refused(Stage.LOOKUP, () -> "no peer is named " + id);
      return new Lookup.Unattached(id, NearestNames.of(id, caller.layers().peers().ids()));
    }
    var found = find(caller, name, peer);
    if (found.isEmpty()) {
      trace.refused(Stage.LOOKUP, () -> "there is no operation " + where);
      return missing(caller, name, peer);
    }
    trace.passed(Stage.LOOKUP, () -> where + " is an operation of this node");
    var visible = found.filter(_ -> caller.reach().reaches(name, peer))
        .filter(operation -> caller.composes() || external(operation));
    if (visible.isEmpty()) {
      trace.refused(Stage.VISIBILITY, () -> caller.composes()
          ? "the composing operation cannot reach it"
          : "it is internal: only operations of this node reach it");
      return missing(caller, name, peer);
    }
    trace.passed(Stage.VISIBILITY, () -> caller.composes() ? "it is in reach" : "it is external");
    return new Lookup.Found(visible.get());
  }

  /// What a caller can reach and has the scopes to call, sorted by name. What he owns is no matter
  /// here, so that somebody who owns nothing yet still sees what creates things.
  static List<Operation> visible(Caller caller, @Nullable PeerRef peer) {
    var layers = caller.layers();
    var all = caller.composes() ? layers.inside(peer) : layers.outside();
    return all.stream()
        .filter(operation -> caller.reach().reaches(operation.name().value(), peer))
        .filter(operation -> AccessCheck.scopes(operation.spec().access(), caller.identity(),
            Trace.NONE) instanceof AccessCheck.Decision.Allowed)
        .toList();
  }

  private static Lookup missing(Caller caller, String name, @Nullable PeerRef peer) {
    return new Lookup.Missing(name, NearestNames.of(name,
        visible(caller, peer).stream().map(operation -> operation.name().value()).toList()));
  }

  private static Optional<Operation> find(Caller caller, String name, @Nullable PeerRef peer) {
    if (caller.composes()) {
      return caller.layers().findInside(name, peer);
    }
    return peer == null ? caller.layers().findOutside(name) : Optional.empty();
  }

  private static boolean external(Operation operation) {
    return operation.spec().visibility() == Visibility.EXTERNAL;
  }

  /// The resource that the input names; absent when the operation is about none. Names are looked
  /// up only for those whom the owner matters to.
  private AccessCheck.@Nullable Resource resource(Operation operation, JsonNode input,
      Caller caller) {
    var path = operation.spec().resourceIdPath();
    if (path == null) {
      return null;
    }
    var written = path.in(input).orElse(null);
    if (written == null) {
      trace.refused(Stage.RESOURCE_ID, () -> "the input has no string at " + path.text());
      throw new CallException(CallError.invalidInput("expected a string at " + path.text()));
    }
    var type = operation.spec().access().resourceType();
    var resolver = operation.resolver();
    var id = resolver == null || type == null || AccessCheck.manages(caller.identity(), type)
        ? written
        : resolve(resolver, written).orElse(written);
    trace.open(Stage.RESOURCE_ID, () -> path.text() + " is " + Shortened.of(written)
        + (id.equals(written) ? "" : ", which means " + id));
    return new AccessCheck.Resource(Shortened.of(written), id);
  }

  private static Optional<String> resolve(ResourceResolver resolver, String written) {
    try {
      return resolver.resolve(written);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CallException(CallError.cancelled());
    }
  }

  /// What was judged is what the handler gets: a name may mean something else by then.
  private static JsonNode judged(Operation operation, JsonNode input,
      AccessCheck.@Nullable Resource resource) {
    var path = operation.spec().resourceIdPath();
    return path == null || resource == null || path.in(input).equals(Optional.of(resource.id()))
        ? input
        : path.replaced(input, resource.id());
  }

  private static void require(AccessCheck.Decision decision, Operation operation) {
    switch (decision) {
      case AccessCheck.Decision.Allowed _ -> {
      }
      case AccessCheck.Decision.Refused(var reason) ->
        throw new CallException(CallError.forbidden(reason));
      case AccessCheck.Decision.Unknown _ -> {
        LOG.log(Level.ERROR, "a call of " + operation.name()
            + " is refused: the store of owners has failed");
        throw new CallException(CallError.of(ProtocolCode.INTERNAL,
            "this node cannot tell now who owns what"));
      }
    }
  }
}
