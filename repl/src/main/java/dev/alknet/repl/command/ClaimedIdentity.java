package dev.alknet.repl.command;

import dev.alknet.runtime.identity.Identity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/// An identity that is made up on the command line, to see what it could do.
final class ClaimedIdentity {
  @Option(names = "--scope", paramLabel = "SCOPE",
      description = "suppose that it has this scope and is nobody known; repeatable")
  private List<String> scopes = new ArrayList<>();

  @Option(names = "--resource", paramLabel = "TYPE:ACTION",
      description = "suppose the same of an action on every resource of a type; repeatable")
  private List<String> resources = new ArrayList<>();

  /// Whether anything was supposed.
  boolean given() {
    return !scopes.isEmpty() || !resources.isEmpty();
  }

  /// The identity of this name. Throws [IllegalArgumentException] with a sentence for people.
  Identity identity(String name) {
    return new Identity(name, Set.copyOf(scopes), GrantOptions.actions(resources));
  }
}
