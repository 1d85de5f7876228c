package dev.alknet.runtime.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.TokenHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTest {
  private static final Fingerprint KEY = new Fingerprint("ed25519:" + "0a".repeat(32));
  private static final Fingerprint CERTIFICATE = new Fingerprint("SHA256:" + "f3".repeat(32));

  private final Ticket ticket = Ticket.issue(
      List.of("192.0.2.7:4433", "[2001:db8::7]:65535", "hub.example.org:1"), KEY, new Random(7));

  @Test
  void isReadAsItWasPrinted() {
    assertThat(Ticket.parse(ticket.text())).isEqualTo(ticket);
    assertThat(Ticket.parse(" " + ticket.text().toUpperCase(Locale.ROOT) + "\n"))
        .isEqualTo(ticket);
    var other = Ticket.issue(List.of("hub:1"), CERTIFICATE, new SecureRandom());
    assertThat(Ticket.parse(other.text())).isEqualTo(other);
  }

  @Test
  void isShortEnoughForAScreen() {
    var usual = Ticket.issue(List.of("192.0.2.7:4433"), KEY, new Random(7));

    assertThat(usual.text()).matches("alk1[a-z2-7]+").hasSizeLessThan(128);
  }

  @Test
  void hasATokenOfItsOwnThatItDoesNotTell() {
    var other = Ticket.issue(ticket.addresses(), KEY, new SecureRandom());

    assertThat(ticket.token()).matches("[0-9a-f]{40}").isNotEqualTo(other.token());
    assertThat(ticket.hash()).isEqualTo(TokenHash.of(ticket.token()));
    assertThat(ticket.toString()).contains("192.0.2.7:4433").doesNotContain(ticket.token());
  }

  @Test
  void noticesEverySlipOfOneLetter() {
    var text = ticket.text();

    for (var place = Ticket.MARK.length(); place < text.length() - 1; place++) {
      var slip = text.substring(0, place) + (text.charAt(place) == 'b' ? 'c' : 'b')
          + text.substring(place + 1);
      assertThatThrownBy(() -> Ticket.parse(slip)).hasMessageContaining("the ticket is damaged");
    }
  }

  @Test
  void noticesThatAPartIsMissing() {
    for (var length = Ticket.MARK.length(); length < ticket.text().length() - 1; length++) {
      var part = ticket.text().substring(0, length);
      assertThatThrownBy(() -> Ticket.parse(part)).isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the ticket is damaged");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "alk", "alk2aaaa", "ed25519:00", "https://example.org"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Ticket.parse(text)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a ticket");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hub", "hub:", ":1", "hub:0", "hub:65536", "hub:x", "a/b:1",
      "2001:db8::7:1", "[hub]:1", "hub\u001b[2J:1", "h ub:1", "hub\u202e:1"})
  void refusesAddressesThatAreNone(String address) {
    assertThatThrownBy(() -> Ticket.issue(List.of(address), KEY, new Random(7)))
        .hasMessageContaining("not an address");
  }

  /// The length of a host is one byte.
  @Test
  void refusesAHostThatIsTooLong() {
    var longest = "h".repeat(253) + ":1";
    var wide = "\u20ac".repeat(100) + ":1";

    assertThat(Ticket.parse(Ticket.issue(List.of(longest), KEY, new Random(7)).text()).addresses())
        .containsExactly(longest);
    assertThatThrownBy(() -> Ticket.issue(List.of(wide), KEY, new Random(7)))
        .hasMessageContaining("not an address");
  }

  @Test
  void takesTheFirstOfManyAddresses() {
    var many = Ticket.issue(Collections.nCopies(20, "hub:1"), KEY, new Random(7));

    assertThat(many.addresses()).hasSize(8);
    assertThatThrownBy(() -> Ticket.issue(List.of(), KEY, new Random(7)))
        .hasMessageContaining("1 to 8 addresses, not 0");
  }

  /// RFC 4648 §10, without padding.
  @ParameterizedTest
  @CsvSource({"'', ''", "f, my", "fo, mzxq", "foo, mzxw6", "foob, mzxw6yq", "fooba, mzxw6ytb",
      "foobar, mzxw6ytboi"})
  void writesBase32AsTheStandardDoes(String text, String encoded) {
    var bytes = text.getBytes(StandardCharsets.US_ASCII);

    assertThat(Base32.encode(bytes)).isEqualTo(encoded);
    assertThat(Base32.decode(encoded)).isEqualTo(bytes);
  }
}
