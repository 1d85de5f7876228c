package dev.alknet.runtime.registry;

import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.operation.AccessControl;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides whether a caller may run an operation: the only place that does.
///
/// Scopes and resources are judged against what the identity holds; ownership moves in with the
/// identity issue. What a caller claims to act for is not an argument. Source: call.md §7.2.
public final class AccessCheck {
  /// What the check found.
  public sealed interface Decision {
    record Allowed() implements Decision {}

    /// Refused, with a reason that tells the caller what is missing.
    record Refused(String reason) implements Decision {}
  }

  private static final Decision ALLOWED = new Decision.Allowed();

  private AccessCheck() {}

  /// Judges the whole of `control`.
  public static Decision check(AccessControl control, @Nullable Identity caller) {
    if (control.open()) {
      return ALLOWED;
    }
    if (caller == null) {
      return new Decision.Refused("authentication required");
    }
    if (caller.operator()) {
      return ALLOWED;
    }
    for (var scope : control.requiredScopes()) {
      if (!caller.scopes().contains(scope)) {
        return new Decision.Refused("missing required scope: " + scope);
      }
    }
    var any = control.requiredScopesAny();
    if (!any.isEmpty() && any.stream().noneMatch(caller.scopes()::contains)) {
      return new Decision.Refused(
          "missing required scope (any of: " + String.join(", ", any) + ")");
    }
    return checkResource(control.resourceType(), control.resourceAction(), caller);
  }

  private static Decision checkResource(@Nullable String type, @Nullable String action,
      Identity caller) {
    if (type == null && action == null) {
      return ALLOWED;
    }
    if (type == null) {
      return caller.resources().values().stream().anyMatch(actions -> actions.contains(action))
          ? ALLOWED
          : new Decision.Refused("missing resource action: " + action);
    }
    var granted = caller.resources().getOrDefault(type, Set.of());
    if (action == null) {
      return granted.isEmpty() ? new Decision.Refused("missing resource: " + type) : ALLOWED;
    }
    return granted.contains(action)
        ? ALLOWED
        : new Decision.Refused("missing resource: " + type + "/" + action);
  }
}
