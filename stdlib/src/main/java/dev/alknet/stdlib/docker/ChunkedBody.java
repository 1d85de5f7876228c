package dev.alknet.stdlib.docker;

import java.io.IOException;

/// A body in chunks, which ends with an empty one.
final class ChunkedBody extends CountedBody {
  private final ChannelInput input;
  private boolean begun;
  private boolean ended;

  ChunkedBody(ChannelInput input) {
    super(input, 0);
    this.input = input;
  }

  @Override
  long more() throws IOException {
    if (ended) {
      return 0;
    }
    if (begun) {
      input.line();
    }
    begun = true;
    var line = input.line();
    var extension = line.indexOf(';');
    var size = ResponseHead.number(extension < 0 ? line : line.substring(0, extension), 16);
    if (size == 0) {
      ended = true;
      while (!input.line().isEmpty()) {
        // trailers say nothing we need
      }
    }
    return size;
  }
}
