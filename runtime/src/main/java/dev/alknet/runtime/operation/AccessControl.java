package dev.alknet.runtime.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a caller must hold to run an operation.
///
/// All of `requiredScopes`, at least one of `requiredScopesAny` (an empty list asks for nothing),
/// and the resource part if a type or an action is named. Source: call.md §7.1.
public record AccessControl(List<String> requiredScopes, List<String> requiredScopesAny,
    @Nullable String resourceType, @Nullable String resourceAction) {

  /// Everybody may call, also the anonymous.
  public static final AccessControl OPEN = new AccessControl(List.of(), List.of(), null, null);

  public AccessControl {
    requiredScopes = List.copyOf(requiredScopes);
    requiredScopesAny = List.copyOf(requiredScopesAny);
  }

  /// The caller needs every one of these scopes.
  public static AccessControl scopes(String... scopes) {
    return new AccessControl(List.of(scopes), List.of(), null, null);
  }

  /// The caller needs at least one of these scopes.
  public static AccessControl anyScope(String... scopes) {
    return new AccessControl(List.of(), List.of(scopes), null, null);
  }

  /// The same scopes, and an action on a type of resource.
  public AccessControl on(String type, String action) {
    return new AccessControl(requiredScopes, requiredScopesAny, type, action);
  }

  /// True when nothing at all is asked of the caller.
  public boolean open() {
    return equals(OPEN);
  }
}
