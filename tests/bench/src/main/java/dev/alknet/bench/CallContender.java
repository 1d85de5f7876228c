package dev.alknet.bench;

import java.io.IOException;
import java.time.Duration;

/// One caller doing one kind of work: microseconds per call over a batch long enough to trust.
final class CallContender implements Contender {
  private final Caller caller;
  private final Work work;
  private int batch = Work.AT_ONCE;

  CallContender(Caller caller, Work work) {
    this.caller = caller;
    this.work = work;
  }

  @Override
  public String name() {
    return caller.name();
  }

  /// Calls until `time` has passed, then sets the batch to what takes about `batchTime`.
  void warmUp(Duration time, Duration batchTime) throws IOException, InterruptedException {
    var end = System.nanoTime() + time.toNanos();
    do {
      var took = Math.max(1_000_000, caller.call(work, batch));
      var wanted = (double) batch * batchTime.toNanos() / took;
      batch = (int) Math.clamp(wanted, batch / 2.0, batch * 4.0) / Work.AT_ONCE * Work.AT_ONCE;
      batch = Math.max(Work.AT_ONCE, batch);
    } while (System.nanoTime() < end);
  }

  @Override
  public double measure() throws IOException, InterruptedException {
    return caller.call(work, batch) / 1_000.0 / batch;
  }
}
