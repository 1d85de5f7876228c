package dev.alknet.runtime.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
  private static final String SECRET = "hunter2-correct-horse";

  private final Capabilities mail =
      Capabilities.NONE.withApiKey("mail", SECRET.toCharArray());

  @Test
  void givesTheApiKeyBeforeTheTokenBeforeTheSource() {
    var both = Capabilities.from(name -> ("from " + name).toCharArray(), "vault/")
        .withHttpToken("a", "token".toCharArray())
        .withHttpToken("b", "token".toCharArray())
        .withApiKey("a", "key".toCharArray());

    assertThat(List.of("a", "b", "c")).extracting(service -> text(both, service))
        .containsExactly("key", "token", "from vault/c");
    assertThat(Capabilities.NONE.get("a")).isEmpty();
  }

  @Test
  void isNotChangedByWhatIsMadeOfIt() {
    var _ = mail.withApiKey("disk", "x".toCharArray());

    assertThat(mail.get("disk")).isEmpty();
  }

  @Test
  void asksItsSourceEachTime() {
    Map<String, char[]> vault = new HashMap<>();
    var capabilities = Capabilities.from(vault::get, "");
    assertThat(capabilities.get("mail")).isEmpty();

    vault.put("mail", SECRET.toCharArray());

    assertThat(text(capabilities, "mail")).isEqualTo(SECRET);
  }

  @Test
  void wipesWhatItsSourceGaveIt() {
    var given = SECRET.toCharArray();

    var _ = Capabilities.from(_ -> given, "").get("mail");

    assertThat(given).containsOnly('\0');
  }

  @Test
  void c114_showsNoSecretAsText() {
    assertThat(List.of(mail.toString(), mail.get("mail").toString(),
        mail.get("mail").orElseThrow().toString())).allSatisfy(
            text -> assertThat(text).doesNotContain(SECRET).contains("redacted"));
  }

  @Test
  void c114_isNotWrittenAsJsonNorSerialised() {
    var json = new JsonMapper();

    assertThatThrownBy(() -> json.writeValueAsString(mail))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> json.writeValueAsString(mail.get("mail").orElseThrow()))
        .isInstanceOf(JsonProcessingException.class);
    assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(mail))
        .isInstanceOf(NotSerializableException.class);
  }

  @Test
  void closingWipes() {
    var secret = mail.get("mail").orElseThrow();
    secret.close();
    assertThatIllegalStateException().isThrownBy(secret::reveal);
    assertThat(text(mail, "mail")).isEqualTo(SECRET);

    mail.close();

    assertThatIllegalStateException().isThrownBy(() -> mail.get("mail"));
  }

  @Test
  void keepsACopyOfItsOwn() {
    var given = SECRET.toCharArray();
    var capabilities = Capabilities.NONE.withApiKey("mail", given);
    given[0] = 'x';

    assertThat(text(capabilities, "mail")).isEqualTo(SECRET);
  }

  private static String text(Capabilities capabilities, String service) {
    try (var secret = capabilities.get(service).orElseThrow()) {
      return String.valueOf(secret.reveal());
    }
  }
}
