package dev.alknet.stdlib.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Cuts bytes into lines, in bounded memory.
///
/// A line ends with a newline, which is not part of it (a carriage return before it is), or with
/// the end of the bytes. A line of more than [#LONGEST] bytes comes in several pieces, none of
/// which splits a character. Bytes that are not UTF-8 become U+FFFD.
final class LineReader {
  /// The most bytes one piece may have.
  static final int LONGEST = 64 * 1024;

  /// Takes one line or piece.
  @FunctionalInterface
  interface Taker {
    void take(String text) throws InterruptedException;
  }

  private final Taker taker;
  private byte[] line = new byte[256];
  private int length;

  LineReader(Taker taker) {
    this.taker = taker;
  }

  /// Reads to the end of `in`.
  void read(InputStream in) throws IOException, InterruptedException {
    var bytes = new byte[16 * 1024];
    int count;
    while ((count = in.read(bytes)) >= 0) {
      for (var i = 0; i < count; i++) {
        add(bytes[i]);
      }
    }
    if (length > 0) {
      give(length);
    }
  }

  private void add(byte next) throws InterruptedException {
    if (next == '\n') {
      give(length);
      return;
    }
    if (length == LONGEST) {
      give(wholeCharacters());
    }
    if (length == line.length) {
      line = Arrays.copyOf(line, Math.min(LONGEST, length * 2));
    }
    line[length++] = next;
  }

  private void give(int count) throws InterruptedException {
    var text = new String(line, 0, count, StandardCharsets.UTF_8);
    System.arraycopy(line, count, line, 0, length - count);
    length -= count;
    taker.take(text);
  }

  /// How much of a full line may be given without cutting its last character.
  private int wholeCharacters() {
    for (var back = 1; back <= 3; back++) {
      var unsigned = line[length - back] & 0xff;
      if (unsigned >= 0xc0) {
        var size = unsigned >= 0xf0 ? 4 : unsigned >= 0xe0 ? 3 : 2;
        return size > back ? length - back : length;
      }
      if (unsigned < 0x80) {
        return length;
      }
    }
    return length;
  }
}
