package dev.alknet.bench.access;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.identity.OwnershipProvider;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.operation.AccessControl;
import dev.alknet.runtime.registry.AccessCheck;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The decision about one request among 10,000 peers and 100,000 owned containers: whose key it is,
/// whether he has the scope, and whether the container is his. Another peer and container each time,
/// in an order that no cache foresees; every second one is somebody else's.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AccessBenchmark {
  private static final int PEERS = 10_000;
  private static final int CONTAINERS = 100_000;
  private static final int QUESTIONS = 1 << 16;

  private final AccessControl control =
      AccessControl.scopes("container:logs").on("container", "logs");
  private final List<Fingerprint> keys = new ArrayList<>();
  private final List<String> containers = new ArrayList<>();
  private final int[] who = new int[QUESTIONS];
  private final int[] what = new int[QUESTIONS];
  private IdentityIndex index = IdentityIndex.EMPTY;
  private OwnershipProvider owners = OwnershipProvider.NONE;
  private int next;

  /// Makes the peers, the containers, and what is asked about them.
  @Setup
  public void fill() {
    var random = new Random(1);
    var peers = new ArrayList<PeerEntry>();
    for (var i = 0; i < PEERS; i++) {
      var key = Fingerprint.ofEd25519(bytes(random));
      keys.add(key);
      peers.add(PeerEntry.of("peer-" + i, key)
          .withScopes(Set.of("container:run", "container:logs", "container:list")));
    }
    index = IdentityIndex.of(peers, List.of());
    var recorded = new HashMap<String, String>();
    for (var i = 0; i < CONTAINERS; i++) {
      var id = HexFormat.of().formatHex(bytes(random));
      containers.add(id);
      recorded.put(id, "peer-" + i % PEERS);
    }
    owners = new Owners(recorded);
    for (var i = 0; i < QUESTIONS; i++) {
      what[i] = random.nextInt(CONTAINERS);
      who[i] = random.nextBoolean() ? what[i] % PEERS : random.nextInt(PEERS);
    }
  }

  /// One decision. The text of the id is a new string each time, as it is when it was just read.
  @Benchmark
  public AccessCheck.Decision decide() {
    next = (next + 1) % QUESTIONS;
    var caller = index.byFingerprint(keys.get(who[next]));
    var id = new String(containers.get(what[next]).toCharArray());
    return AccessCheck.check(control, Objects.requireNonNull(caller), id, owners);
  }

  private static byte[] bytes(Random random) {
    var bytes = ByteBuffer.allocate(Long.BYTES * 4);
    for (var i = 0; i < 4; i++) {
      bytes.putLong(random.nextLong());
    }
    return bytes.array();
  }

  /// What a store reads from: memory.
  private record Owners(Map<String, String> recorded) implements OwnershipProvider {
    @Override
    public Optional<String> owner(String type, String id) {
      return Optional.ofNullable(recorded.get(id));
    }

    @Override
    public Set<String> owned(String owner, String type) {
      return Set.of();
    }
  }
}
