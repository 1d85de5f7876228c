package dev.alknet.tests.store;

import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.store.StoreAddress;
import dev.alknet.runtime.store.StoreOptions;
import dev.alknet.runtime.store.StorePassword;
import dev.alknet.runtime.store.Stores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A process that writes as [Script] says until it is killed: `WriterMain ADDRESS [PASSWORD-FILE]`.
/// It begins with the number that comes on standard input and prints each number when its write has
/// returned; when a write fails it prints `failed: REASON` and ends. Without a number it just ends.
final class WriterMain {
  private WriterMain() {}

  public static void main(String[] arguments) throws Exception {
    var options = StoreOptions.of("node-1");
    if (arguments.length > 1) {
      options = options.withPassword(StorePassword.of(Path.of(arguments[1])));
    }
    var address = StoreAddress.parse(arguments[0], Path.of("/"));
    try (var stores = Stores.open(address, options)) {
      System.out.println("ready");
      var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      var first = orders.readLine();
      if (first != null) {
        write(stores, Integer.parseInt(first));
      }
    }
  }

  private static void write(Stores stores, int first) throws IOException, InterruptedException {
    try {
      for (var number = first;; number++) {
        Script.write(stores, number);
        System.out.println(number);
      }
    } catch (StoreException e) {
      System.out.println("failed: " + e.getMessage());
    }
  }
}
