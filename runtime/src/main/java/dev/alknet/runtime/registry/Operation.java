package dev.alknet.runtime.registry;

import dev.alknet.runtime.call.Capabilities;
import dev.alknet.runtime.call.Handler;
import dev.alknet.runtime.operation.OperationKind;
import dev.alknet.runtime.operation.OperationName;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.operation.Visibility;
import org.jspecify.annotations.Nullable;

/// A registration: a description, the code behind it, and what that code may do.
///
/// `raw` is a second handler, for calls with raw carriage; an operation that has no other way has
/// it as its only `handler`. `resolver` finds the full id of the resource that an input names, for
/// access control; `capabilities` are the secrets its handler may use. Refuses combinations that make
/// no sense: a subscription without a streaming handler, a leaf with an authority, a session operation
/// that is not internal, a description that says another thing about raw carriage, secrets for what a
/// script or a peer made.
/// Source: call.md §5.4, §5.5, §10.1.
public record Operation(OperationSpec spec, Handler handler, Handler.@Nullable Raw raw,
    Provenance provenance, @Nullable CompositionAuthority authority, ScopedEnv scopedEnv,
    @Nullable ResourceResolver resolver, Capabilities capabilities) {
  public Operation {
    var streams = switch (handler) {
      case Handler.Once _ -> false;
      case Handler.Stream _, Handler.Raw _ -> true;
    };
    if (streams != (spec.kind() == OperationKind.SUBSCRIPTION)) {
      throw new IllegalArgumentException("%s is a %s but its handler %s".formatted(spec.name(),
          spec.kind().text(), streams ? "streams" : "answers once"));
    }
    if (raw != null && handler instanceof Handler.Raw) {
      throw new IllegalArgumentException(spec.name() + " has two handlers for raw carriage");
    }
    var carriesRaw = raw != null || handler instanceof Handler.Raw;
    if (carriesRaw != spec.raw() && provenance != Provenance.FROM_JSON_SCHEMA) {
      throw new IllegalArgumentException("%s %s raw carriage but its handler %s".formatted(
          spec.name(), spec.raw() ? "has" : "has no", carriesRaw ? "does" : "does not"));
    }
    if (!provenance.mayCompose() && (authority != null || !(scopedEnv instanceof ScopedEnv.None))) {
      throw new IllegalArgumentException(spec.name() + " is imported: it may not compose");
    }
    if (provenance == Provenance.SESSION && spec.visibility() != Visibility.INTERNAL) {
      throw new IllegalArgumentException(
          spec.name() + " belongs to a session: it must be internal");
    }
    if (provenance != Provenance.LOCAL && capabilities != Capabilities.NONE) {
      throw new IllegalArgumentException(
          spec.name() + " is not of this node: it may have no secrets");
    }
    if (resolver != null && spec.resourceIdPath() == null) {
      throw new IllegalArgumentException(spec.name() + " has a resolver but no resource id path");
    }
    if (provenance == Provenance.OFFERED && spec.visibility() != Visibility.EXTERNAL) {
      throw new IllegalArgumentException(
          spec.name() + " is made for a peer: it must be external");
    }
  }

  /// An operation without a resolver and without secrets.
  public Operation(OperationSpec spec, Handler handler, Handler.@Nullable Raw raw,
      Provenance provenance, @Nullable CompositionAuthority authority, ScopedEnv scopedEnv) {
    this(spec, handler, raw, provenance, authority, scopedEnv, null, Capabilities.NONE);
  }

  /// An operation with one handler.
  public Operation(OperationSpec spec, Handler handler, Provenance provenance,
      @Nullable CompositionAuthority authority, ScopedEnv scopedEnv) {
    this(spec, handler, null, provenance, authority, scopedEnv);
  }

  /// An operation of this node that calls no other.
  public static Operation local(OperationSpec spec, Handler.Once handler) {
    return new Operation(spec, handler, Provenance.LOCAL, null, ScopedEnv.none());
  }

  /// A streaming operation of this node that calls no other.
  public static Operation localStream(OperationSpec spec, Handler.Stream handler) {
    return new Operation(spec, handler, Provenance.LOCAL, null, ScopedEnv.none());
  }

  /// An operation of this node that has raw carriage only and calls no other; its description
  /// says `raw`.
  public static Operation localRaw(OperationSpec spec, Handler.Raw handler) {
    return new Operation(spec, handler, Provenance.LOCAL, null, ScopedEnv.none());
  }

  /// The same operation, which now has raw carriage too; its description says so from now on.
  public Operation withRaw(Handler.Raw second) {
    return new Operation(spec.withRaw(), handler, second, provenance, authority, scopedEnv,
        resolver, capabilities);
  }

  /// The same operation, able to call what `reach` reaches under `authority`.
  public Operation composing(CompositionAuthority grant, ScopedEnv reach) {
    return new Operation(spec, handler, raw, provenance, grant, reach, resolver, capabilities);
  }

  /// The same operation; `finder` knows the full ids of the resources it is about.
  public Operation resolving(ResourceResolver finder) {
    return new Operation(spec, handler, raw, provenance, authority, scopedEnv, finder,
        capabilities);
  }

  /// The same operation, whose handler may use these secrets. Granted by the assembly only.
  public Operation withCapabilities(Capabilities secrets) {
    return new Operation(spec, handler, raw, provenance, authority, scopedEnv, resolver, secrets);
  }

  public OperationName name() {
    return spec.name();
  }

  /// What serves a call with raw carriage; absent when it has none.
  Handler.@Nullable Raw rawHandler() {
    return handler instanceof Handler.Raw only ? only : raw;
  }
}
