package dev.alknet.bench.wire;

import java.util.List;

/// Who takes part. The first that takes a workload is the one the others are held against.
final class Contenders {
  static final List<WireContender> ALL = List.of(new Alknet(), new GrpcBlocking(),
      new GrpcAsync(), new QuicBulk(), new TlsBulk(), new SocketBulk());

  private Contenders() {}

  static WireContender named(String name) {
    return ALL.stream()
        .filter(contender -> contender.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such contender: " + name));
  }
}
