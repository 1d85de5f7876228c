package dev.alknet.runtime.node;

import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.OwnershipProvider;
import dev.alknet.runtime.operation.ResourceLimits;
import dev.alknet.runtime.registry.CallLog;
import dev.alknet.runtime.registry.CapabilityGrants;
import dev.alknet.runtime.session.SessionRules;
import dev.alknet.runtime.worker.WorkerLauncher;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;

/// What a node needs to know besides its operations: whose resources are whose, which operations
/// get which secrets, whom it knows by name, for explanations, where it tells of its root calls, what
/// scripts may use up that others send, and what starts workers for scripts of third parties.
public record NodeSupplies(OwnershipProvider ownership, CapabilityGrants grants,
    Function<String, Optional<Identity>> identities, CallLog log, SessionRules sessions,
    WorkerLauncher thirdParty) {
  /// Nothing is anybody's, there are no secrets, and the operator is all alone.
  public static final NodeSupplies NONE = new NodeSupplies(OwnershipProvider.NONE,
      CapabilityGrants.NONE,
      name -> Optional.of(Node.OPERATOR).filter(operator -> operator.id().equals(name)),
      CallLog.NONE, SessionRules.of(ResourceLimits.NONE, ResourceLimits.NONE),
      _ -> {
        throw new IOException("this node knows no container engine");
      });
}
