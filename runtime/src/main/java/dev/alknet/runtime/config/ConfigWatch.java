package dev.alknet.runtime.config;

import dev.alknet.runtime.identity.IdentityIndex;
import dev.alknet.runtime.identity.IdentitySource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The configuration of a running node: read when it starts, and again whenever the file changes or
/// somebody asks for it.
///
/// Readers ask for each decision and get one whole configuration, the old one or the new one. A file
/// that cannot be taken changes nothing, and neither does one that is gone or empty all at once: that
/// is how a file looks while an editor is writing it. Who follows the peers and API keys of the file
/// is told when something of it counts that did not. Source: call.md §23.
public final class ConfigWatch implements IdentitySource, AutoCloseable {
  private final ConfigFile file;
  private final Consumer<Reload> listener;
  private final FileEvents events;
  private final Config started;
  private final AtomicReference<Config> current;
  private final List<Runnable> followers = new CopyOnWriteArrayList<>();
  private Optional<byte[]> seen;

  private ConfigWatch(ConfigFile file, Consumer<Reload> listener, FileEvents events)
      throws IOException {
    this.file = file;
    this.listener = listener;
    this.events = events;
    this.seen = content(file);
    this.started = ConfigException.require(file.read(seen.orElse(new byte[0])));
    this.current = new AtomicReference<>(started);
  }

  /// Reads the file, a [ConfigException] says what is wrong with it, and watches it from then on.
  /// `listener` is told of every change of the file, in order; it must not block.
  public static ConfigWatch open(ConfigFile file, Consumer<Reload> listener) throws IOException {
    var events = FileEvents.of(file.folder(), file.path().getFileName());
    try {
      var watch = new ConfigWatch(file, listener, events);
      events.start(watch::look);
      return watch;
    } catch (IOException | RuntimeException e) {
      events.close();
      throw e;
    }
  }

  /// What holds now. Of the keys that need a restart, what held at the start.
  public Config current() {
    return current.get();
  }

  /// The part of it that may change.
  public DynamicConfig live() {
    return current.get().live();
  }

  @Override
  public IdentityIndex index() {
    return live().identities();
  }

  @Override
  public Listening onChange(Runnable follower) {
    followers.add(follower);
    return () -> followers.remove(follower);
  }

  /// Reads the file now, changed or not, and tells the listener.
  public synchronized Reload reload() {
    Reload outcome;
    try {
      outcome = take(file.content());
    } catch (IOException e) {
      outcome = new Reload.Kept(file.refused(e).problems());
    }
    listener.accept(outcome);
    return outcome;
  }

  /// Something happened to the file; it may be what it was.
  private synchronized void look() {
    try {
      var content = file.content();
      if (!same(content, seen)) {
        listener.accept(take(content));
      }
    } catch (IOException e) {
      listener.accept(new Reload.Kept(file.refused(e).problems()));
    }
  }

  private Reload take(Optional<byte[]> content) {
    var before = seen;
    seen = content;
    if (content.isEmpty()) {
      return before.isEmpty() && started.equals(current.get())
          ? new Reload.Unchanged()
          : kept("the file is gone; to take everything in it back, write {} into it");
    }
    if (content.get().length == 0) {
      return kept("the file is empty; if that is meant, write {} into it");
    }
    return switch (file.read(content.get())) {
      case ConfigReading.Accepted(var config) -> accept(config);
      case ConfigReading.Refused(var problems) -> new Reload.Kept(problems);
    };
  }

  private Reload kept(String sentence) {
    return new Reload.Kept(file.refused(sentence).problems());
  }

  private Reload accept(Config config) {
    var changes = ConfigChanges.of(live(), config.live());
    var keys = ConfigChanges.restart(started, config);
    current.set(new Config(started.fixed(), config.live(), config.settings()));
    if (!changes.isEmpty()) {
      followers.forEach(Runnable::run);
    }
    if (!keys.isEmpty()) {
      return new Reload.RestartNeeded(changes, keys);
    }
    return changes.isEmpty() ? new Reload.Unchanged() : new Reload.Reloaded(changes);
  }

  private static Optional<byte[]> content(ConfigFile file) throws ConfigException {
    try {
      return file.content();
    } catch (IOException e) {
      throw new ConfigException(file.refused(e).problems());
    }
  }

  private static boolean same(Optional<byte[]> one, Optional<byte[]> other) {
    return Arrays.equals(one.orElse(null), other.orElse(null));
  }

  @Override
  public void close() {
    events.close();
  }
}
