package dev.alknet.runtime.pairing;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.TokenHash;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// What a person carries from a node that invites to one that joins: where the first can be reached
/// (`HOST:PORT`, the likeliest first), which key it has there, and a token that is good once.
///
/// As a line of text it is `alk1` and base32 of: the kind of key (0 is `ed25519`, 1 is `SHA256`), 32
/// bytes of it, 20 bytes of token, the number of addresses, each as a length, that many bytes of
/// text and two bytes of port, and at the end the first four bytes of SHA-256 of all that, so that a
/// slip in copying is noticed. Whoever has the line can join: it is a secret until it is used.
public record Ticket(List<String> addresses, Fingerprint key, String token) {
  /// How every ticket begins; the digit is the version of what follows.
  public static final String MARK = "alk1";

  private static final List<String> KINDS = List.of("ed25519:", "SHA256:");
  private static final int KEY_LENGTH = 32;
  private static final int TOKEN_LENGTH = 20;
  private static final int CHECK_LENGTH = 4;
  private static final int MOST_ADDRESSES = 8;
  private static final int LONGEST_HOST = 253;

  /// What can be dialled, and printed as it is. An IPv6 host stands in brackets.
  private static final Pattern HOST =
      Pattern.compile("\\[[0-9A-Fa-f:.%]+]|[^/:\\[\\]\\s\\p{Cntrl}\\p{Cf}]+",
          Pattern.UNICODE_CHARACTER_CLASS);

  public Ticket {
    if (addresses.isEmpty() || addresses.size() > MOST_ADDRESSES) {
      throw new IllegalArgumentException(
          "a ticket has 1 to %d addresses, not %d".formatted(MOST_ADDRESSES, addresses.size()));
    }
    addresses = List.copyOf(addresses);
    addresses.forEach(Ticket::port);
    if (!token.matches("[0-9a-f]{" + TOKEN_LENGTH * 2 + "}")) {
      throw new IllegalArgumentException("not a token of a ticket");
    }
  }

  /// A new ticket with a token that nobody can guess: 160 bits of `random`, which must be a secure
  /// one. Of more addresses than there is room for the first are taken.
  public static Ticket issue(List<String> addresses, Fingerprint key, RandomGenerator random) {
    var token = new byte[TOKEN_LENGTH];
    random.nextBytes(token);
    return new Ticket(addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size())), key,
        HexFormat.of().formatHex(token));
  }

  /// Reads a ticket, in capitals too. Throws [IllegalArgumentException] with a sentence.
  public static Ticket parse(String text) {
    var plain = text.strip();
    if (!plain.toLowerCase(Locale.ROOT).startsWith(MARK)) {
      throw new IllegalArgumentException(
          "not a ticket: it does not begin with " + MARK + ", as `alk peer invite` prints it");
    }
    try {
      return decode(Base32.decode(plain.substring(MARK.length())));
    } catch (IllegalArgumentException | BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "the ticket is damaged; copy it again, all of it: " + Objects.requireNonNullElse(
              e.getMessage(), "it is too short"),
          e);
    }
  }

  /// What the node that invites keeps of the token.
  public TokenHash hash() {
    return TokenHash.of(token);
  }

  /// The line of text.
  public String text() {
    return MARK + Base32.encode(encode());
  }

  /// Without the token.
  @Override
  public String toString() {
    return "Ticket[%s, %s]".formatted(addresses, key);
  }

  private byte[] encode() {
    var out = new ByteArrayOutputStream();
    var kind = KINDS.stream().filter(key.text()::startsWith).findFirst().orElseThrow();
    out.write(KINDS.indexOf(kind));
    out.writeBytes(HexFormat.of().parseHex(key.text().substring(kind.length())));
    out.writeBytes(HexFormat.of().parseHex(token));
    out.write(addresses.size());
    for (var address : addresses) {
      var host = host(address).getBytes(StandardCharsets.UTF_8);
      out.write(host.length);
      out.writeBytes(host);
      out.write(port(address) >>> Byte.SIZE);
      out.write(port(address));
    }
    out.writeBytes(check(out.toByteArray()));
    return out.toByteArray();
  }

  private static Ticket decode(byte[] bytes) {
    var end = Math.max(0, bytes.length - CHECK_LENGTH);
    var content = Arrays.copyOf(bytes, end);
    if (!Arrays.equals(check(content), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new IllegalArgumentException("its check sum is wrong");
    }
    var in = ByteBuffer.wrap(content);
    var kind = KINDS.get(in.get());
    var key = new Fingerprint(kind + hex(in, KEY_LENGTH));
    var token = hex(in, TOKEN_LENGTH);
    var addresses = new ArrayList<String>();
    for (int left = in.get(); left > 0; left--) {
      var host = new byte[Byte.toUnsignedInt(in.get())];
      in.get(host);
      addresses.add(new String(host, StandardCharsets.UTF_8) + ":"
          + Short.toUnsignedInt(in.getShort()));
    }
    return new Ticket(addresses, key, token);
  }

  private static String hex(ByteBuffer in, int length) {
    var bytes = new byte[length];
    in.get(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] check(byte[] content) {
    try {
      return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), CHECK_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static String host(String address) {
    return address.substring(0, address.lastIndexOf(':'));
  }

  private static boolean isHost(String host) {
    return HOST.matcher(host).matches()
        && host.getBytes(StandardCharsets.UTF_8).length <= LONGEST_HOST;
  }

  private static int port(String address) {
    var colon = address.lastIndexOf(':');
    var digits = address.substring(colon + 1);
    if (colon < 1 || !isHost(host(address)) || !digits.matches("\\d{1,5}")
        || Integer.parseInt(digits) < 1 || Integer.parseInt(digits) > 0xffff) {
      throw new IllegalArgumentException("not an address: '" + address
          + "' (expected HOST:PORT)");
    }
    return Integer.parseInt(digits);
  }
}
