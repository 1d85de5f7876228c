package dev.alknet.repl.command;

import dev.alknet.runtime.call.SecretSource;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.node.NodeSupplies;
import java.util.Optional;
import java.util.function.Function;

/// What a node has of its home besides its operations: where it records whose things are, which
/// secrets there are, and who is who.
record HomeParts(OwnershipStore ownership, SecretSource secrets,
    Function<String, Optional<Identity>> identities) {
  /// Of a node for one command: it records nothing, since it may run beside one that does, has no
  /// secrets, and knows the operator only.
  static final HomeParts ALONE = new HomeParts(OwnershipStore.KEEPS_NOTHING, SecretSource.NONE,
      NodeSupplies.NONE.identities());
}
