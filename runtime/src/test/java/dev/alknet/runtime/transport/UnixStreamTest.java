package dev.alknet.runtime.transport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

final class UnixStreamTest extends StreamContract {
  @TempDir
  Path folder;

  @Override
  Rig open() throws IOException, InterruptedException {
    var guests = new Guests(UnixEndpoint.ALPN);
    var endpoint = UnixEndpoint.open(folder.resolve("s"), ProtocolRouter.of(List.of(guests)));
    var near = UnixDialer.dial(endpoint.path());
    return new Rig(near, guests.next(), endpoint::close);
  }

  @Override
  boolean tellsReset() {
    return false;
  }
}
