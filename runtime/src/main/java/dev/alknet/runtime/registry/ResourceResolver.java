package dev.alknet.runtime.registry;

import java.util.Optional;

/// Finds the full id behind what callers write for a resource: its name, or the beginning of its id.
///
/// Asked before the access check, on behalf of callers who have the scopes but may turn out to own
/// nothing, so what it finds out must not show in what it does: a resource that is not there, or is
/// not the only one that was meant, is simply not found. May block for a little while; what it
/// throws as [dev.alknet.runtime.call.CallException] must say nothing about the resource. Source:
/// ruling 7; docker-fleet-http.md §2.3 (D-24).
@FunctionalInterface
public interface ResourceResolver {
  /// The full id; absent when there is no such resource, or more than one.
  Optional<String> resolve(String written) throws InterruptedException;
}
