package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Visibility;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// What a caller is shown of what there is.
///
/// Judged by scopes alone, so that somebody who owns nothing yet still sees what creates things.
/// Source: call.md §19.
final class Discovery {
  private Discovery() {}

  /// What this node serves everybody who may call it.
  static List<OperationSpec> served(Registry registry, CallContext context) {
    return external(registry).filter(spec -> mayCall(spec, context)).toList();
  }

  /// What this node serves this caller, including what is offered on its connection.
  static List<OperationSpec> servedHere(Registry registry, CallContext context) {
    return Stream.concat(external(registry), context.offered().stream())
        .filter(spec -> mayCall(spec, context))
        .sorted(Comparator.comparing(OperationSpec::name))
        .toList();
  }

  /// What a peer serves this node. Its visibility here says nothing: every import is internal. The
  /// anonymous are not told who the peers are.
  static List<OperationSpec> imported(Peers peers, String id, CallContext context) {
    if (context.identity() == null) {
      return List.of();
    }
    return peers.overlay(id)
        .stream()
        .flatMap(overlay -> overlay.imported().stream())
        .map(Operation::spec)
        .filter(spec -> mayCall(spec, context))
        .toList();
  }

  private static Stream<OperationSpec> external(Registry registry) {
    return registry.operations()
        .stream()
        .map(Operation::spec)
        .filter(spec -> spec.visibility() == Visibility.EXTERNAL);
  }

  private static boolean mayCall(OperationSpec spec, CallContext context) {
    return AccessCheck.scopes(spec.access(), context.identity(),
        Trace.NONE) instanceof AccessCheck.Decision.Allowed;
  }
}
