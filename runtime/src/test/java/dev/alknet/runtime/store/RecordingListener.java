package dev.alknet.runtime.store;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// Keeps what was said.
final class RecordingListener implements StoreListener {
  private final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> alarms = new LinkedBlockingQueue<>();
  private final List<String> all = new CopyOnWriteArrayList<>();

  @Override
  public void warn(String sentence) {
    all.add(sentence);
    warnings.add(sentence);
  }

  @Override
  public void alarm(String sentence) {
    all.add(sentence);
    alarms.add(sentence);
  }

  /// The next warning, when it comes.
  String warning() throws InterruptedException {
    return warnings.take();
  }

  /// The next alarm, when it comes.
  String alarm() throws InterruptedException {
    return alarms.take();
  }

  List<String> all() {
    return all;
  }
}
