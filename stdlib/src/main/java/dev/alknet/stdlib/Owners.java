package dev.alknet.stdlib;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.identity.OwnershipStore;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import dev.alknet.runtime.registry.AccessCheck;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whose the containers of a node are: records what a call makes, forgets what is gone, and tells
/// what a caller is shown of them; `labels` say it to people. A process is a container here. Source:
/// call.md §24.3; docker-fleet-http.md §2.2.
public record Owners(OwnershipStore store, Labels labels) {
  /// The type of resource, as access control names it.
  public static final String CONTAINER = "container";

  private static final Logger LOG = System.getLogger(Owners.class.getName());
  private static final AccessControl LISTED = AccessControl.OPEN.on(CONTAINER, "list");

  /// With the usual labels.
  public Owners(OwnershipStore store) {
    this(store, Labels.USUAL);
  }

  /// Makes a container its owner's. A [CallException] means that nothing is recorded: then the
  /// container must not be there either, for nobody could use it.
  public void record(String owner, String id) throws InterruptedException {
    try {
      store.record(owner, CONTAINER, id);
    } catch (StoreException e) {
      LOG.log(Level.ERROR, "cannot record the owner of container " + id, e);
      throw new CallException(CallError.of(ProtocolCode.INTERNAL,
          "this node cannot record now whose the container is, so none is made"), e);
    }
  }

  /// Makes a container nobody's, because it is gone. What cannot be written now is left for the
  /// next look at what is gone.
  public void revoke(String id) {
    try {
      store.revoke(CONTAINER, id);
    } catch (StoreException e) {
      LOG.log(Level.WARNING, "container " + id + " is gone but stays recorded", e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Refuses a caller who may not do this to a container, in the words of the access check.
  public void require(AccessControl needed, String id, @Nullable Identity caller) {
    switch (AccessCheck.check(needed, caller, id, store)) {
      case AccessCheck.Decision.Allowed _ -> {
        // nothing is missing
      }
      case AccessCheck.Decision.Refused(var reason) ->
        throw new CallException(CallError.forbidden(reason));
      case AccessCheck.Decision.Unknown _ -> throw unknown();
    }
  }

  /// The ids of all containers that are somebody's.
  public Set<String> recorded() {
    return store.recorded(CONTAINER);
  }

  /// Whether this container is in a caller's lists: when it is his, when it is nobody's and he may
  /// `list`, or when he manages them all.
  public boolean shown(String id, @Nullable Identity caller) {
    return switch (AccessCheck.check(LISTED, caller, id, store)) {
      case AccessCheck.Decision.Allowed _ -> true;
      case AccessCheck.Decision.Refused _ -> false;
      case AccessCheck.Decision.Unknown _ -> throw unknown();
    };
  }

  private static CallException unknown() {
    return new CallException(
        CallError.of(ProtocolCode.INTERNAL, "this node cannot tell now who owns what"));
  }
}
