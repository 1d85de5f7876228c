package dev.alknet.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutboxTest {
  @Test
  void aLargeArrayIsTakenInSlices() throws Exception {
    var outbox = new Outbox(1);
    outbox.put(new byte[10]);

    outbox.sent(10);
    outbox.put(new byte[2500]);
    outbox.finish();

    assertThat(sizes(outbox, 1000)).containsExactly(10, 1000, 1000, 500);
  }

  private static List<Integer> sizes(Outbox outbox, int max) {
    var sizes = new ArrayList<Integer>();
    for (var batch = outbox.take(max); batch != null; batch = outbox.take(max)) {
      assertThat(batch.last()).isEqualTo(batch.size() == 500);
      sizes.add(batch.size());
    }
    return sizes;
  }
}
