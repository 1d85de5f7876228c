package dev.alknet.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What every ownership store promises, wherever it is. Source: call.md §24.3.
@ParameterizedClass
@EnumSource(Place.class)
@Timeout(value = 1, unit = TimeUnit.MINUTES)
final class OwnershipStoreTest {
  private final Place place;

  @TempDir
  Path folder;

  OwnershipStoreTest(Place place) {
    this.place = place;
  }

  @Test
  void s40_knowsWhatIsWhose() throws Exception {
    try (var store = place.make(folder)) {
      var ownership = store.open().ownership();
      ownership.record("ada", "container", "c1");
      ownership.record("ada", "container", "c2");
      ownership.record("bob", "volume", "c1");

      assertThat(ownership.owner("container", "c1")).contains("ada");
      assertThat(ownership.owner("volume", "c1")).contains("bob");
      assertThat(ownership.owner("container", "c3")).isEmpty();
      assertThat(ownership.owned("ada", "container")).containsExactlyInAnyOrder("c1", "c2");
      assertThat(ownership.owned("bob", "container")).isEmpty();
      assertThat(ownership.recorded("container")).containsExactlyInAnyOrder("c1", "c2");

      ownership.record("bob", "container", "c1");
      assertThat(ownership.owner("container", "c1")).contains("bob");
      assertThat(ownership.owned("ada", "container")).containsExactly("c2");
      assertThat(ownership.owned("bob", "container")).containsExactly("c1");

      ownership.revoke("container", "c1");
      ownership.revoke("container", "c1");
      assertThat(ownership.owner("container", "c1")).isEmpty();
      assertThat(ownership.owned("bob", "container")).isEmpty();
      assertThat(ownership.owner("volume", "c1")).contains("bob");
    }
  }

  @Test
  void ownersHaveNames() throws Exception {
    try (var store = place.make(folder)) {
      var ownership = store.open().ownership();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> ownership.record("", "container", "c1"));
      assertThat(ownership.owner("container", "c1")).isEmpty();
    }
  }
}
