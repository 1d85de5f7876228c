package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {
  private final Screen screen = new Screen();
  private final Bars bars = new Bars(screen);

  @Test
  void areShownOnlyWhileThePromptWaits() {
    assertThat(bars.show("too early")).isTrue();
    bars.open();
    assertThat(bars.show("50 %")).isTrue();
    bars.close();
    assertThat(bars.show("too late")).isTrue();

    assertThat(screen.shown).containsExactly("50 %", "");
  }

  @Test
  void sayWhenThereIsNoPlaceForThem() {
    screen.cursor = false;
    bars.open();

    assertThat(bars.show("50 %")).isFalse();
  }

  /// A screen that remembers what stood below.
  private static final class Screen extends QuietLines {
    private final List<String> shown = new ArrayList<>();
    private boolean cursor = true;

    @Override
    public boolean status(String text) {
      shown.add(text);
      return cursor;
    }
  }
}
