package dev.alknet.bench.store;

import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.store.StoreAddress;
import java.io.IOException;
import java.nio.file.Path;

/// A process that opens a store, `OpenMain ADDRESS [PASSWORD-FILE]`, and prints how many milliseconds
/// that took.
final class OpenMain {
  private OpenMain() {}

  public static void main(String[] args)
      throws IOException, InterruptedException, StoreException {
    var store = new Filled(StoreAddress.parse(args[0], Path.of("/")),
        args.length > 1 ? Path.of(args[1]) : null);
    var begun = System.nanoTime();
    try (var _ = store.open()) {
      System.out.println((System.nanoTime() - begun) / 1e6);
    }
  }
}
