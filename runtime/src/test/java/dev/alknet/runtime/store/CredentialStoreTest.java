package dev.alknet.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.identity.CredentialStore;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What every credential store promises, wherever it is. Source: call.md §24.2.
@ParameterizedClass
@EnumSource(Place.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class CredentialStoreTest {
  private final Place place;

  @TempDir
  Path folder;

  CredentialStoreTest(Place place) {
    this.place = place;
  }

  /// With a store that is empty.
  private interface Body {
    void run(CredentialStore credentials) throws Exception;
  }

  private void with(Body body) throws Exception {
    try (var store = place.make(folder)) {
      body.run(store.open().credentials());
    }
  }

  @Test
  void s29_getsPutsReplacesAndDeletes() throws Exception {
    with(credentials -> {
      assertThat(credentials.credential("github")).isEmpty();
      credentials.deleteCredential("github");

      credentials.putCredential("github", People.credential("one", 32));
      assertThat(credentials.credential("github")).contains(People.credential("one", 32));

      credentials.putCredential("github", People.credential("two", 32));
      assertThat(credentials.credential("github")).contains(People.credential("two", 32));

      credentials.deleteCredential("github");
      assertThat(credentials.credential("github")).isEmpty();
    });
  }

  @Test
  void c112_givesBackWhatWasPutWithItsSalt() throws Exception {
    with(credentials -> {
      var empty = People.credential("", 0);
      var full = People.credential("\u0000\uD83D\uDE00", 32);

      credentials.putCredential("b", empty);
      credentials.putCredential("a", full);

      assertThat(credentials.credential("b")).contains(empty);
      assertThat(credentials.credential("a")).contains(full);
      assertThat(credentials.providers()).containsExactly("a", "b");
    });
  }
}
