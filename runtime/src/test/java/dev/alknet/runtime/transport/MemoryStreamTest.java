package dev.alknet.runtime.transport;

final class MemoryStreamTest extends StreamContract {
  @Override
  Rig open() {
    var link = MemoryLink.multiplexing(MemoryLink.Ends.anonymous("alknet/test"));
    return new Rig(link.dialler(), link.acceptor(), () -> {});
  }

  @Override
  boolean tellsReset() {
    return true;
  }
}
