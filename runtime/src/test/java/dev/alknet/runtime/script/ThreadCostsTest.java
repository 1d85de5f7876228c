package dev.alknet.runtime.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadCostsTest {
  private final List<CallError> stopped = new ArrayList<>();
  private final Meter meter = meter();
  private final ThreadCosts costs = new ThreadCosts(Thread.currentThread());

  @Test
  void arePaidByWhoeverIsChosen() {
    costs.skip();
    var piece = new byte[8 << 20];

    costs.charge(() -> meter);

    assertThat(piece).hasSize(8 << 20);
    assertThat(stopped).hasSize(1);
  }

  /// Somebody else may begin in between, on a machine where the one who looks does not get on.
  @Test
  void arePaidByNobodyWhoWasChosenBefore() {
    var pieces = new ArrayList<byte[]>();
    costs.skip();

    costs.charge(() -> {
      pieces.add(new byte[8 << 20]);
      return meter;
    });

    assertThat(stopped).isEmpty();
    costs.charge(this::meter);
    assertThat(pieces).hasSize(1);
    assertThat(stopped).hasSize(1);
  }

  /// A session is not made to pay for what it took to bring it up.
  @Test
  void doNotCountBeforeTheyAreSkippedOnce() {
    var piece = new byte[8 << 20];

    costs.charge(() -> meter);

    assertThat(piece).hasSize(8 << 20);
    assertThat(stopped).isEmpty();
  }

  private Meter meter() {
    return new Meter(ResourceLimits.NONE.with(Limit.HEAP, 4 << 20), stopped::add, () -> null);
  }
}
