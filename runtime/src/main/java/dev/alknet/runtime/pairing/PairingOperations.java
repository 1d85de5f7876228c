package dev.alknet.runtime.pairing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallContext;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.Identities;
import dev.alknet.runtime.identity.IdentityStore;
import dev.alknet.runtime.identity.Invitation;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.OperationFamily;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `peer/join`: whoever brings the token of an invitation is a peer from then on, by the key that
/// his connection has proved, with the name and the rights the invitation says.
///
/// Open to everybody, since nobody can be known before. A token that never was, one that was used and
/// one that has expired and was swept are told apart by nobody.
public final class PairingOperations implements OperationFamily {
  /// The operation that a ticket is handed in to.
  public static final String JOIN = "peer/join";

  private static final int LONGEST_NAME = 64;

  private final WrongTickets wrong = new WrongTickets();
  private final IdentityStore store;
  private final Identities identities;
  private final String nodeName;
  private final InstantSource clock;

  /// Keeps new peers in `store`, none of whom may be known to `identities` already; whoever joins is
  /// told `nodeName`, as what this node calls itself.
  public PairingOperations(IdentityStore store, Identities identities, String nodeName,
      InstantSource clock) {
    this.store = store;
    this.identities = identities;
    this.nodeName = nodeName;
    this.clock = clock;
  }

  @Override
  public List<Operation> operations() {
    return List.of(Operation.local(OperationSpec.mutation(JOIN)
        .description("Hands in the token of an invitation and becomes a peer of this node.")
        .input("""
            {"type": "object", "required": ["token"], "additionalProperties": false,
             "properties": {
              "token": {"type": "string", "maxLength": 128, "writeOnly": true,
                "description": "The token in the ticket."},
              "name": {"type": "string", "maxLength": 64,
                "description": "What the node that joins calls itself."}}}""")
        .output("""
            {"type": "object", "required": ["peer", "node"], "properties": {
              "peer": {"type": "string", "description": "How the caller is called here now."},
              "node": {"type": "string", "description": "What this node calls itself."}}}""")
        .error("INVITATION_UNKNOWN", "There is no such invitation, or it was used.")
        .error("INVITATION_EXPIRED", "It came too late.")
        .error("PEER_KNOWN",
            "The caller's key, or the name he was invited as, is a peer's already.")
        .build(), this::join));
  }

  private JsonNode join(JsonNode input, CallContext context) throws InterruptedException {
    var key = context.proved();
    if (key == null) {
      throw new CallException(
          CallError.forbidden("joining takes a key; this connection proved none"));
    }
    var name = input.path("name");
    try {
      var peer = join(TokenHash.of(input.path("token").textValue()), key,
          name.isTextual() ? presentable(name.textValue()) : null);
      return JsonNodeFactory.instance.objectNode().put("peer", peer).put("node", nodeName);
    } catch (StoreException e) {
      throw new IllegalStateException("an invitation could not be taken", e);
    }
  }

  /// One after the other, so that of two who come with one key, or under one name, one is refused.
  private synchronized String join(TokenHash token, Fingerprint key, @Nullable String displayName)
      throws StoreException, InterruptedException {
    requireUnknown(key);
    var invitation = wrong.enough(key) ? null : store.takeInvitation(token).orElse(null);
    if (invitation == null) {
      wrong.add(key);
      throw failure("INVITATION_UNKNOWN", "this ticket is unknown here or was used already");
    }
    if (!clock.instant().isBefore(invitation.expiresAt())) {
      throw failure("INVITATION_EXPIRED", "this ticket has expired; ask for a new one");
    }
    wrong.forget(key);
    if (identities.index().peer(invitation.peerId()) != null
        || store.index().peer(invitation.peerId()) != null) {
      throw failure("PEER_KNOWN", "there is a peer named %s already; ask for another ticket"
          .formatted(invitation.peerId()));
    }
    store.putPeer(entry(invitation, key, displayName));
    return invitation.peerId();
  }

  /// Also one that is disabled: it must not get rights under another name.
  private void requireUnknown(Fingerprint key) {
    for (var index : List.of(identities.index(), store.index())) {
      for (var peer : index.peers()) {
        if (peer.fingerprints().contains(key)) {
          throw failure("PEER_KNOWN", "this key is the peer %s here already".formatted(peer.id()));
        }
      }
    }
  }

  private static PeerEntry entry(Invitation invitation, Fingerprint key,
      @Nullable String displayName) {
    return new PeerEntry(invitation.peerId(), List.of(key), null, invitation.scopes(),
        invitation.resources(), displayName, null, true);
  }

  /// A stranger's words, fit to be shown in a table.
  private static @Nullable String presentable(String name) {
    var plain = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "").strip();
    return plain.isEmpty() ? null : plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
  }

  private static CallException failure(String code, String message) {
    return new CallException(CallError.of(code, message));
  }
}
