package dev.alknet.runtime.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.vault.VaultException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPathTest {
  @ParameterizedTest
  @ValueSource(strings = {"74'/0'", "mx/0'", "m//0'", "m/0'/", "m/-1'", "m/2147483648'", "m/0''",
      "", "m/", "/m", "M/0'", "m/+1", "m/0'h", "m/0H", "m/ 0", "m/٣'", "m/0x1",
      "m/99999999999999999999", "m/4294967296", " m"})
  void v09_refusesWhatIsNoPath(String text) throws Exception {
    Refused.as(Kind.INVALID_PATH, () -> KeyPath.parse(text));
    try (var vault = Vectors.unlocked()) {
      Refused.as(Kind.INVALID_PATH, () -> vault.derive(KeyType.ED25519, text));
    }
  }

  @Test
  void v09_readsWhatIsOne() throws Exception {
    assertThat(KeyPath.parse("m").indices()).isEmpty();
    assertThat(KeyPath.parse("m/0/1'/2h/2147483647'").indices())
        .isEqualTo(List.of(0, 1 | 1 << 31, 2 | 1 << 31, -1));
    assertThat(KeyPath.parse("m/0/1'/2h")).hasToString("m/0/1'/2'");
  }

  @Test
  void v10_eachKeyVersionHasAPath() throws Exception {
    assertThat(KeyPath.encryption(2)).hasToString("m/74'/2'/0'/0'");
    assertThat(KeyPath.encryption(3)).hasToString("m/74'/2'/0'/1'");
    assertThat(KeyPath.encryption(4)).hasToString("m/74'/2'/0'/2'");
    assertThat(KeyPath.encryption(Integer.MAX_VALUE + 2L)).hasToString("m/74'/2'/0'/2147483647'");
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE + 3L, Long.MAX_VALUE})
  void v10_otherVersionsHaveNone(long version) {
    Refused.as(Kind.INVALID_PATH, () -> KeyPath.encryption(version));
  }
}
