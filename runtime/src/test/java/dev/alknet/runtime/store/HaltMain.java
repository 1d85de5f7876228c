package dev.alknet.runtime.store;

import java.nio.file.Path;

/// A process that stores something and ends as if it were killed.
final class HaltMain {
  private HaltMain() {}

  public static void main(String[] arguments) throws Exception {
    var stores = Stores.open(new StoreAddress.Sqlite(Path.of(arguments[0])), StoreOptions.of("n"));
    stores.identities().putPeer(People.peer("ada", 1));
    System.out.println("stored");
    Runtime.getRuntime().halt(9);
  }
}
