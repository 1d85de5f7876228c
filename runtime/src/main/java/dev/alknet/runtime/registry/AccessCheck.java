package dev.alknet.runtime.registry;

import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.OwnershipProvider;
import dev.alknet.runtime.identity.OwnershipUnknownException;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.registry.Step.Stage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whether a caller may run an operation: the only place that does.
///
/// First the scopes, then the resource. An owner may do everything to what is his; to what is nobody's,
/// what the resources of his identity say; to what is somebody else's, nothing without the action
/// `manage` on its type, which includes every other action. What a caller claims to act for is not an
/// argument. Source: call.md §7.2; ruling 7.
public final class AccessCheck {
  /// The action that includes every other, on whosever resource it is.
  public static final String MANAGE = "manage";

  /// What the check found.
  public sealed interface Decision {
    record Allowed() implements Decision {}

    /// Refused, with a reason that tells the caller what is missing.
    record Refused(String reason) implements Decision {}

    /// Nobody can tell, because the store that knows the owners has failed. As good as refused.
    record Unknown() implements Decision {}
  }

  /// A resource: what the caller wrote, and the full id that this means.
  record Resource(String written, String id) {}

  private static final Decision ALLOWED = new Decision.Allowed();

  private AccessCheck() {}

  /// Judges the whole of `control`; `resourceId` is the full id of the resource, absent when the
  /// operation is about none.
  public static Decision check(AccessControl control, @Nullable Identity caller,
      @Nullable String resourceId, OwnershipProvider ownership) {
    var decision = scopes(control, caller, Trace.NONE);
    var resource = resourceId == null ? null : new Resource(resourceId, resourceId);
    return decision instanceof Decision.Allowed
        ? resource(control, caller, resource, ownership, Trace.NONE)
        : decision;
  }

  /// Whether a caller may do everything to every resource of this type.
  public static boolean manages(@Nullable Identity caller, String type) {
    return caller != null && (caller.operator() || granted(caller, type).contains(MANAGE));
  }

  /// The first part: who it is and which scopes he has.
  static Decision scopes(AccessControl control, @Nullable Identity caller, Trace trace) {
    if (control.open()) {
      trace.passed(Stage.IDENTITY, () -> "everybody may call it");
      return ALLOWED;
    }
    if (caller == null) {
      return refused("authentication required", Stage.IDENTITY, trace);
    }
    if (caller.operator()) {
      trace.passed(Stage.IDENTITY, () -> caller.id() + " runs this node and may do everything");
      return ALLOWED;
    }
    trace.open(Stage.IDENTITY, () -> "the caller is " + caller.id());
    for (var scope : control.requiredScopes()) {
      if (!caller.scopes().contains(scope)) {
        return refused("missing required scope: " + scope, Stage.SCOPE, trace);
      }
      trace.passed(Stage.SCOPE, () -> "has the scope " + scope);
    }
    var any = control.requiredScopesAny();
    if (!any.isEmpty()) {
      if (any.stream().noneMatch(caller.scopes()::contains)) {
        return refused("missing required scope (any of: " + String.join(", ", any) + ")",
            Stage.ANY_SCOPE, trace);
      }
      trace.passed(Stage.ANY_SCOPE, () -> "has one of the scopes " + String.join(", ", any));
    }
    return ALLOWED;
  }

  /// The second part, for a caller who has passed the first: what it would be done to.
  static Decision resource(AccessControl control, @Nullable Identity caller,
      @Nullable Resource resource, OwnershipProvider ownership, Trace trace) {
    var type = control.resourceType();
    var action = control.resourceAction();
    if (caller == null || caller.operator() || (type == null && action == null)) {
      return ALLOWED;
    }
    if (type == null) {
      return caller.resources().values().stream().anyMatch(actions -> actions.contains(action))
          ? passed("has the action " + action + " on something", trace)
          : refused("missing resource action: " + action, Stage.RESOURCES, trace);
    }
    if (manages(caller, type)) {
      return passed("manages every " + type, trace);
    }
    return resource == null
        ? granted(type, action, caller, trace)
        : owned(control, caller, resource, ownership, trace);
  }

  private static Decision owned(AccessControl control, Identity caller, Resource resource,
      OwnershipProvider ownership, Trace trace) {
    var type = String.valueOf(control.resourceType());
    String owner;
    try {
      owner = ownership.owner(type, resource.id()).orElse(null);
    } catch (OwnershipUnknownException e) {
      trace.refused(Stage.OWNERSHIP, () -> "the store of owners has failed: " + e.getMessage());
      return new Decision.Unknown();
    }
    if (caller.id().equals(owner)) {
      trace.passed(Stage.OWNERSHIP, () -> caller.id() + " owns it");
      return ALLOWED;
    }
    if (owner != null) {
      trace.refused(Stage.OWNERSHIP, () -> "it is " + owner + "'s; needs " + type + "/" + MANAGE);
      return notOwner(type, resource);
    }
    trace.open(Stage.OWNERSHIP, () -> "it is nobody's");
    // The answer to a stranger is the same whether there is such a thing or not.
    return granted(type, control.resourceAction(), caller, trace) instanceof Decision.Allowed
        ? ALLOWED
        : notOwner(type, resource);
  }

  private static Decision granted(String type, @Nullable String action, Identity caller,
      Trace trace) {
    var actions = granted(caller, type);
    if (action == null) {
      return actions.isEmpty()
          ? refused("missing resource: " + type, Stage.RESOURCES, trace)
          : passed("has something granted on " + type, trace);
    }
    return actions.contains(action)
        ? passed("has " + type + "/" + action, trace)
        : refused("missing resource: " + type + "/" + action, Stage.RESOURCES, trace);
  }

  private static Set<String> granted(Identity caller, String type) {
    return caller.resources().getOrDefault(type, Set.of());
  }

  private static Decision notOwner(String type, Resource resource) {
    return new Decision.Refused("not owner of resource: " + type + "/" + resource.written());
  }

  private static Decision passed(String finding, Trace trace) {
    trace.passed(Stage.RESOURCES, () -> finding);
    return ALLOWED;
  }

  private static Decision refused(String reason, Stage stage, Trace trace) {
    trace.refused(stage, () -> reason);
    return new Decision.Refused(reason);
  }
}
