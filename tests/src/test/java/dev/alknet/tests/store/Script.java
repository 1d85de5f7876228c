package dev.alknet.tests.store;

import dev.alknet.runtime.identity.EncryptedCredential;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.identity.TokenHash;
import dev.alknet.runtime.store.Stores;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An endless row of writes, numbered from 0, that go round a few slots. So the state after each of
/// them is known.
final class Script {
  private static final int SLOTS = 8;
  private static final int KINDS = 3;

  private Script() {}

  /// Makes one write.
  static void write(Stores stores, int number) throws StoreException, InterruptedException {
    var slot = slot(number);
    switch (number % KINDS) {
      case 0 -> stores.identities().putPeer(peer(slot, number));
      case 1 -> stores.ownership().record("owner-" + number, "container", "c" + slot);
      default -> stores.credentials().putCredential("service-" + slot, credential(number));
    }
  }

  /// What stores show after the writes up to and including `number`, a line a slot.
  static List<String> after(int number) {
    var lines = new ArrayList<String>();
    for (var slot = 0; slot < SLOTS; slot++) {
      lines.add(line(last(number, slot, 0), last(number, slot, 1), last(number, slot, 2)));
    }
    return lines;
  }

  /// What stores show.
  static List<String> seen(Stores stores) {
    var lines = new ArrayList<String>();
    var index = stores.identities().index();
    for (var slot = 0; slot < SLOTS; slot++) {
      var peer = index.peer("peer-" + slot);
      var number = peer == null ? -1 : Integer.parseInt(String.valueOf(peer.displayName()));
      if (peer != null && !peer.equals(peer(slot, number))) {
        lines.add("half a peer: " + peer);
      }
      var owner = stores.ownership().owner("container", "c" + slot);
      var credential = stores.credentials().credential("service-" + slot);
      lines.add(line(number, owner.map(text -> Integer.parseInt(text.substring(6))).orElse(-1),
          credential.map(Script::number).orElse(-1)));
    }
    return lines;
  }

  private static String line(int peer, int owner, int credential) {
    return "%d %d %d".formatted(peer, owner, credential);
  }

  private static int slot(int number) {
    return number / KINDS % SLOTS;
  }

  /// The last write of a kind to a slot, up to `number`; -1 when there was none.
  private static int last(int number, int slot, int kind) {
    for (var each = number; each >= 0 && each > number - SLOTS * KINDS; each--) {
      if (slot(each) == slot && each % KINDS == kind) {
        return each;
      }
    }
    return -1;
  }

  /// A peer whose row and two credentials belong together.
  private static PeerEntry peer(int slot, int number) {
    return new PeerEntry("peer-" + slot,
        List.of(new Fingerprint("ed25519:%064x".formatted(number))),
        TokenHash.of("token " + number), Set.of("scope:" + number),
        Map.of("container", Set.of("a" + number)), String.valueOf(number), null, true);
  }

  private static EncryptedCredential credential(int number) {
    return new EncryptedCredential(2, new byte[32], new byte[12],
        ByteBuffer.allocate(1024).putInt(number).array());
  }

  private static int number(EncryptedCredential credential) {
    return ByteBuffer.wrap(credential.data()).getInt();
  }
}
