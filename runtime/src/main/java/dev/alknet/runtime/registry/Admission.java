package dev.alknet.runtime.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.call.PeerRef;
import dev.alknet.runtime.call.RawJson;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.NearestNames;
import dev.alknet.runtime.operation.OperationName;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes a call from a name to an operation that may run with its input.
///
/// The order decides which error a caller sees (call.md §6): lookup and visibility, access, input
/// schema, kind. What an import takes is judged by the peer that serves it, and not read here.
record Admission(Operation operation, JsonNode input) {
  /// Admits a call, or throws [CallException].
  static Admission admit(Caller caller, String name, JsonNode input, @Nullable PeerRef peer) {
    var operation = lookup(caller, OperationName.canonical(name), peer).orThrow();
    var spec = operation.spec();
    if (AccessCheck.check(spec.access(),
        caller.identity()) instanceof AccessCheck.Decision.Refused(var reason)) {
      throw new CallException(CallError.forbidden(reason));
    }
    if (operation.provenance() == Provenance.FROM_CALL) {
      return new Admission(operation, input);
    }
    var plain = RawJson.plain(input);
    if (spec.resourceIdPath() != null && spec.resourceIdPath().in(plain).isEmpty()) {
      throw new CallException(CallError.invalidInput(
          "expected a string at " + spec.resourceIdPath().text()));
    }
    var violations = spec.input().violations(plain);
    if (!violations.isEmpty()) {
      throw new CallException(CallError.invalidInput(violations));
    }
    return new Admission(operation, plain);
  }

  static Lookup lookup(Caller caller, String name, @Nullable PeerRef peer) {
    if (caller.composes()
        && caller.reach().reaches(name, peer)
        && peer instanceof PeerRef.Specific(var id)
        && caller.layers().peers().overlay(id).isEmpty()) {
      return new Lookup.Unattached(id, NearestNames.of(id, caller.layers().peers().ids()));
    }
    return find(caller, name, peer).filter(_ -> caller.reach().reaches(name, peer))
        .<Lookup>map(Lookup.Found::new)
        .orElseGet(() -> new Lookup.Missing(name, NearestNames.of(name,
            visible(caller, peer).stream().map(operation -> operation.name().value()).toList())));
  }

  /// What a caller can reach and may call, sorted by name.
  static List<Operation> visible(Caller caller, @Nullable PeerRef peer) {
    var layers = caller.layers();
    var all = caller.composes() ? layers.inside(peer) : layers.outside();
    return all.stream()
        .filter(operation -> caller.reach().reaches(operation.name().value(), peer))
        .filter(operation -> AccessCheck.check(operation.spec().access(),
            caller.identity()) instanceof AccessCheck.Decision.Allowed)
        .toList();
  }

  private static Optional<Operation> find(Caller caller, String name, @Nullable PeerRef peer) {
    if (caller.composes()) {
      return caller.layers().findInside(name, peer);
    }
    return peer == null ? caller.layers().findOutside(name) : Optional.empty();
  }

  Handler.Once once() {
    if (operation.handler() instanceof Handler.Once handler) {
      return handler;
    }
    throw wrongWay(operation.name() + " is a subscription; follow it with subscribe");
  }

  Handler.Stream stream() {
    if (operation.handler() instanceof Handler.Stream handler) {
      return handler;
    }
    throw wrongWay("%s is a %s; call it with invoke".formatted(operation.name(),
        operation.spec().kind().text()));
  }

  /// Its output or its items can be told one by one.
  void requireItems() {
    if (operation.handler() instanceof Handler.Raw) {
      throw needsRaw();
    }
  }

  Handler.Raw raw() {
    var handler = operation.rawHandler();
    if (handler == null) {
      throw new CallException(
          CallError.invalidInput(operation.name() + " has no raw carriage"));
    }
    return handler;
  }

  private CallException wrongWay(String sentence) {
    return operation.handler() instanceof Handler.Raw
        ? needsRaw()
        : new CallException(CallError.invalidOperationType(sentence));
  }

  private CallException needsRaw() {
    return new CallException(
        CallError.invalidOperationType(operation.name() + " needs raw carriage"));
  }
}
