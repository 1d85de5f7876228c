package dev.alknet.stdlib.docker;

/// A body of known length.
final class SizedBody extends CountedBody {
  SizedBody(ChannelInput input, long length) {
    super(input, length);
  }

  @Override
  long more() {
    return 0;
  }
}
