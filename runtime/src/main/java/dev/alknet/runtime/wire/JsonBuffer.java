package dev.alknet.runtime.wire;

import dev.alknet.runtime.call.RawJson;
import java.util.Arrays;

/// A frame in the making: bytes that grow, behind room for the length. Source: call.md §2.1.
final class JsonBuffer {
  private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B',
      'C', 'D', 'E', 'F'};
  /// The longest form of a character: `\u001F`.
  private static final int ESCAPE = 6;

  private static final int MAX_SIZE = FrameDecoder.PREFIX + FrameDecoder.MAX_BODY;

  private byte[] bytes;
  private int size = FrameDecoder.PREFIX;

  JsonBuffer(int expected) {
    bytes = new byte[Math.min(expected, FrameDecoder.MAX_BODY) + FrameDecoder.PREFIX];
  }

  /// The frame, with its length in front.
  byte[] frame() throws InvalidFrameException {
    int length = size - FrameDecoder.PREFIX;
    if (length > FrameDecoder.MAX_BODY) {
      throw tooLong();
    }
    var frame = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
    frame[0] = (byte) (length >>> 24);
    frame[1] = (byte) (length >>> 16);
    frame[2] = (byte) (length >>> 8);
    frame[3] = (byte) length;
    return frame;
  }

  void ascii(byte[] text) throws InvalidFrameException {
    room(text.length);
    System.arraycopy(text, 0, bytes, size, text.length);
    size += text.length;
  }

  void ascii(String text) throws InvalidFrameException {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  void ascii(char letter) throws InvalidFrameException {
    room(1);
    bytes[size++] = (byte) letter;
  }

  void raw(RawJson json) throws InvalidFrameException {
    room(json.length());
    json.copyTo(bytes, size);
    size += json.length();
  }

  /// A string with its quotes. Half a surrogate pair, which UTF-8 cannot carry, is escaped.
  void string(String text) throws InvalidFrameException {
    ascii('"');
    for (int i = plain(text); i < text.length(); i++) {
      int character = text.codePointAt(i);
      room(ESCAPE + text.length() - i);
      character(character);
      i += character > Character.MAX_VALUE ? 1 : 0;
    }
    ascii('"');
  }

  /// Copies what means itself; returns how far that goes, nearly always to the end.
  private int plain(String text) throws InvalidFrameException {
    int length = text.length();
    room(length);
    var target = bytes;
    int from = size;
    int i = 0;
    for (; i < length && PlainText.plain(text.charAt(i)); i++) {
      target[from + i] = (byte) text.charAt(i);
    }
    size = from + i;
    return i;
  }

  private void character(int c) {
    if (PlainText.plain(c)) {
      bytes[size++] = (byte) c;
    } else if (c < 0x80) {
      escape(c);
    } else if (c < 0x800) {
      bytes[size++] = (byte) (0xC0 | (c >> 6));
      following(c, 0);
    } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      unicode(c);
    } else if (c <= Character.MAX_VALUE) {
      bytes[size++] = (byte) (0xE0 | (c >> 12));
      following(c, 6);
      following(c, 0);
    } else {
      bytes[size++] = (byte) (0xF0 | (c >> 18));
      following(c, 12);
      following(c, 6);
      following(c, 0);
    }
  }

  private void following(int c, int shift) {
    bytes[size++] = (byte) (0x80 | ((c >> shift) & 0x3F));
  }

  private void escape(int c) {
    int letter = switch (c) {
      case '"', '\\' -> c;
      case '\b' -> 'b';
      case '\f' -> 'f';
      case '\n' -> 'n';
      case '\r' -> 'r';
      case '\t' -> 't';
      default -> 'u';
    };
    if (letter == 'u') {
      unicode(c);
    } else {
      bytes[size++] = '\\';
      bytes[size++] = (byte) letter;
    }
  }

  private void unicode(int c) {
    bytes[size++] = '\\';
    bytes[size++] = 'u';
    for (int shift = 12; shift >= 0; shift -= 4) {
      bytes[size++] = HEX[(c >> shift) & 0xF];
    }
  }

  private void room(int more) throws InvalidFrameException {
    long needed = (long) size + more;
    if (needed > MAX_SIZE + ESCAPE) {
      throw tooLong();
    }
    if (needed > bytes.length) {
      int roomy = Math.min(2 * bytes.length, MAX_SIZE);
      bytes = Arrays.copyOf(bytes, Math.max((int) needed, roomy));
    }
  }

  private static InvalidFrameException tooLong() {
    return new InvalidFrameException("a frame holds up to " + FrameDecoder.MAX_BODY + " bytes");
  }
}
