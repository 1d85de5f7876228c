package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Visibility;
import org.jspecify.annotations.Nullable;

/// A registration: a description, the code behind it, and what that code may do.
///
/// Refuses combinations that make no sense: a subscription without a streaming handler, a leaf
/// with an authority, a session operation that is not internal. Source: call.md §5.4, §5.5, §10.1.
public record Operation(OperationSpec spec, Handler handler, Provenance provenance,
    @Nullable CompositionAuthority authority, ScopedEnv scopedEnv) {

  public Operation {
    var streams = switch (handler) {
      case Handler.Once _ -> false;
      case Handler.Stream _ -> true;
    };
    if (streams != (spec.kind() == OperationKind.SUBSCRIPTION)) {
      throw new IllegalArgumentException("%s is a %s but its handler %s".formatted(spec.name(),
          spec.kind().text(), streams ? "streams" : "answers once"));
    }
    if (!provenance.mayCompose() && (authority != null || !(scopedEnv instanceof ScopedEnv.None))) {
      throw new IllegalArgumentException(spec.name() + " is imported: it may not compose");
    }
    if (provenance == Provenance.SESSION && spec.visibility() != Visibility.INTERNAL) {
      throw new IllegalArgumentException(
          spec.name() + " belongs to a session: it must be internal");
    }
  }

  /// An operation of this node that calls no other.
  public static Operation local(OperationSpec spec, Handler.Once handler) {
    return new Operation(spec, handler, Provenance.LOCAL, null, ScopedEnv.none());
  }

  /// A streaming operation of this node that calls no other.
  public static Operation localStream(OperationSpec spec, Handler.Stream handler) {
    return new Operation(spec, handler, Provenance.LOCAL, null, ScopedEnv.none());
  }

  /// The same operation, able to call what `reach` reaches under `authority`.
  public Operation composing(CompositionAuthority grant, ScopedEnv reach) {
    return new Operation(spec, handler, provenance, grant, reach);
  }

  public OperationName name() {
    return spec.name();
  }
}
