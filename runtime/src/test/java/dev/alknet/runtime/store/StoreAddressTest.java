package dev.alknet.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreAddressTest {
  private static final Path HOME = Path.of("/home/ada/.alknet");

  @Test
  void readsEachKind() {
    assertThat(StoreAddress.parse("memory", HOME)).isEqualTo(new StoreAddress.Memory());
    assertThat(StoreAddress.parse("sqlite:alknet.db", HOME))
        .isEqualTo(new StoreAddress.Sqlite(HOME.resolve("alknet.db")));
    assertThat(StoreAddress.parse("sqlite:/var/lib/a.db", HOME))
        .isEqualTo(new StoreAddress.Sqlite(Path.of("/var/lib/a.db")));
    assertThat(StoreAddress.parse("postgresql://ada@localhost/alk", HOME))
        .isEqualTo(new StoreAddress.Postgres("ada", "localhost", 5432, "alk",
            new StoreAddress.Tls("prefer", null)));
    assertThat(StoreAddress.parse(
        "postgresql://ada@db.example:6000/alk?sslmode=verify-ca&sslrootcert=ca.pem", HOME))
        .isEqualTo(new StoreAddress.Postgres("ada", "db.example", 6000, "alk",
            new StoreAddress.Tls("verify-ca", HOME.resolve("ca.pem"))));
  }

  @Test
  void wantsProofFromServersElsewhere() {
    assertThat(StoreAddress.parse("postgresql://ada@db.example/alk", HOME))
        .isEqualTo(new StoreAddress.Postgres("ada", "db.example", 5432, "alk",
            new StoreAddress.Tls("verify-full", null)));
  }

  @Test
  void saysWhatIsWrong() {
    refused("mysql:db", "expected memory, sqlite:PATH");
    refused("sqlite:", "expected memory, sqlite:PATH");
    refused("sqlite:what?", "cannot have ? in its name");
    refused("postgresql://localhost/alk", "a user and a host are missing");
    refused("postgresql://ada@localhost", "no single database");
    refused("postgresql://ada@localhost/alk?user=bob", "but not user");
    refused("postgresql://ada@localhost/alk?sslmode=maybe", "unknown sslmode: maybe");
  }

  @Test
  void repeatsNoPassword() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreAddress.parse("postgresql://ada:hunter2@localhost/alk", HOME))
        .withMessageContaining("a password does not belong there")
        .withMessageNotContaining("hunter2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreAddress.parse("postgresql://ada:hunter2@local host/alk", HOME))
        .withMessageNotContaining("hunter2");
    assertThat(StorePassword.of("hunter2")).hasToString("StorePassword[[REDACTED]]");
    assertThat(StoreOptions.of("n").withPassword(StorePassword.of("hunter2")).toString())
        .doesNotContain("hunter2");
  }

  @Test
  void takesAPasswordFromItsOwnersFile(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> StorePassword.of(folder.resolve("none")))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no password file " + folder.resolve("none"));
    var file = Files.writeString(folder.resolve("password"), "hunter2\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> StorePassword.of(file)).isInstanceOf(IOException.class)
        .hasMessageContaining("chmod 600");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(StorePassword.of(file).text()).isEqualTo("hunter2");
  }

  @Test
  void pollsNeitherTooOftenNorTooSeldom() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreOptions.of("n").withPoll(Duration.ofMillis(1001)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StoreOptions.of("n").withPoll(Duration.ZERO));
  }

  private static void refused(String address, String why) {
    assertThatIllegalArgumentException().isThrownBy(() -> StoreAddress.parse(address, HOME))
        .withMessageContaining(why);
  }
}
