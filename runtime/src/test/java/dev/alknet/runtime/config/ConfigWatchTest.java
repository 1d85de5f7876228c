package dev.alknet.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.alknet.runtime.identity.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConfigWatchTest {
  private static final Fingerprint KEY = new Fingerprint("ed25519:" + "1".repeat(64));

  private final LinkedBlockingQueue<Reload> heard = new LinkedBlockingQueue<>();

  @TempDir
  private Path home = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void nameTheFile() {
    file = home.resolve("alknet.yaml");
  }

  /// It may be seen while it is still empty.
  @Test
  void tellsWhatIsNewWhenTheFileIsWritten() throws Exception {
    try (var watch = open()) {
      Files.writeString(file, peer("worker-1"));

      var told = heard.take();
      while (told instanceof Reload.Kept) {
        told = heard.take();
      }
      assertThat(told).isEqualTo(new Reload.Reloaded(List.of("peers +1 (worker-1)")))
          .hasToString("reloaded: peers +1 (worker-1)");
      assertThat(watch.live().identities().byFingerprint(KEY)).isNotNull();
    }
  }

  @Test
  void seesAFileThatReplacesTheOld() throws Exception {
    Files.writeString(file, peer("worker-1"));
    try (var watch = open()) {
      replace(peer("worker-2"));

      assertThat(heard.take()).isEqualTo(
          new Reload.Reloaded(List.of("peers +1 (worker-2) -1 (worker-1)")));
      assertThat(watch.live().identities().peer("worker-1")).isNull();
    }
  }

  @Test
  void c110_keepsTheOldConfigWhenTheNewOneIsBad() throws Exception {
    Files.writeString(file, peer("worker-1"));
    try (var watch = open()) {
      var before = watch.current();
      replace("lisen: host:1\ndrain: soon\n");

      assertThat(heard.take()).hasToString("""
          not reloaded, the old one still holds:
            %1$s:1:1: unknown key `lisen`; did you mean `listen`?
            %1$s:2:8: not a duration: 'soon' (expected a number and its unit, such as 500ms, 2s, \
          5m or 1h)""".formatted(file));
      assertThat(watch.current()).isSameAs(before);

      replace(peer("worker-1") + "# as before\n");
      assertThat(heard.take()).isEqualTo(new Reload.Unchanged());
    }
  }

  @Test
  void takesNothingBackBecauseAFileIsGoneOrEmpty() throws Exception {
    Files.writeString(file, peer("worker-1"));
    try (var watch = open()) {
      Files.delete(file);
      assertThat(heard.take().toString()).contains(file + ":1:1: the file is gone");
      Files.createFile(file);
      assertThat(heard.take().toString()).contains("the file is empty");
      assertThat(watch.live().identities().peer("worker-1")).isNotNull();

      replace("{}\n");
      assertThat(heard.take()).isEqualTo(new Reload.Reloaded(List.of("peers -1 (worker-1)")));
    }
  }

  @Test
  void saysWhatNeedsARestartAndTakesTheRest() throws Exception {
    try (var watch = open()) {
      replace(peer("worker-1") + """
              address: 10.0.0.1:4433
        listen: 0.0.0.0:4433
        audit: {enabled: false}
        """.replaceAll("(?m)^        ", ""));

      assertThat(heard.take()).isEqualTo(new Reload.RestartNeeded(List.of("peers +1 (worker-1)"),
          List.of("listen", "audit.enabled")));
      assertThat(watch.current().fixed().listen()).isNull();
      assertThat(watch.live().identities().peer("worker-1")).isNotNull();

      replace(peer("worker-1"));
      assertThat(heard.take()).isEqualTo(
          new Reload.Reloaded(List.of("peers changed 1 (worker-1)")));
    }
  }

  @Test
  void tellsThoseWhoFollowItWhenWhatCountsIsAnother() throws Exception {
    var known = new CopyOnWriteArrayList<String>();
    try (var watch = open()) {
      var following =
          watch.onChange(() -> known.add(watch.index().peers().getFirst().id()));
      reload(watch, peer("worker-1"));
      reload(watch, peer("worker-1") + "# as before\n");
      reload(watch, "lisen: host:1\n");
      reload(watch, peer("worker-2"));
      following.close();
      reload(watch, peer("worker-3"));

      assertThat(known).containsExactly("worker-1", "worker-2");
      assertThat(watch.index().peer("worker-3")).isNotNull();
    }
  }

  @Test
  void readsAgainWhenItIsAsked() throws Exception {
    Files.writeString(file, peer("worker-1"));
    try (var watch = open()) {
      assertThat(watch.reload()).isEqualTo(new Reload.Unchanged());
      replace("rate_limits: {max_connections_per_ip: 5}\n");
      watch.reload();

      assertThat(watch.live().rateLimits().maxConnectionsPerIp()).isEqualTo(5);
      assertThat(heard.take()).hasToString("reloaded: no changes");
      assertThat(heard.take()).hasToString("reloaded: peers -1 (worker-1), "
          + "rate_limits.max_connections_per_ip 5 instead of 100");
    }
  }

  @Test
  void doesNotStartWithABadFile() throws Exception {
    Files.writeString(file, "lisen: 1\n");

    assertThatThrownBy(this::open).isInstanceOf(ConfigException.class)
        .hasMessage(file + ":1:1: unknown key `lisen`; did you mean `listen`?");
  }

  /// Every version of the file says the same number in three places.
  @Test
  void everyReaderSeesAWholeConfig() throws Exception {
    Files.writeString(file, version(1));
    var done = new AtomicBoolean();
    var torn = new CopyOnWriteArrayList<Config>();
    try (var watch = open()) {
      var readers = List.of(1, 2).stream().map(_ -> Thread.ofPlatform().start(() -> {
        while (!done.get()) {
          var config = watch.current();
          var limit = config.live().rateLimits().maxConnectionsPerIp();
          var peers = config.live().identities().peers();
          if (peers.size() != limit || !peers.getLast().id().equals("peer-" + limit)
              || config.live().identities().byFingerprint(key(limit)) == null) {
            torn.add(config);
          }
        }
      })).toList();
      for (int i = 2; i <= 101; i++) {
        replace(version(i));
        watch.reload();
      }
      done.set(true);
      for (var reader : readers) {
        reader.join();
      }

      assertThat(torn).isEmpty();
      assertThat(watch.live().rateLimits().maxConnectionsPerIp()).isEqualTo(101);
    }
  }

  /// As editors do it: all at once.
  private void replace(String text) throws IOException {
    var draft = Files.writeString(home.resolve("draft"), text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /// The watch may have seen the file already; what holds is the same.
  private void reload(ConfigWatch watch, String text) throws IOException {
    replace(text);
    watch.reload();
  }

  private static String version(int number) {
    var text = new StringBuilder("rate_limits: {max_connections_per_ip: %d}\nauth:\n  peers:\n"
        .formatted(number));
    for (int i = 1; i <= number; i++) {
      text.append("    - {peer_id: peer-%d, fingerprints: ['%s']}\n".formatted(i, key(i)));
    }
    return text.toString();
  }

  private static Fingerprint key(int number) {
    return new Fingerprint("ed25519:%064x".formatted(number));
  }

  private static String peer(String name) {
    return """
        auth:
          peers:
            - peer_id: %s
              fingerprints: ['%s']
        """.formatted(name, KEY);
  }

  private ConfigWatch open() throws IOException {
    return ConfigWatch.open(ConfigFile.in(home), heard::add);
  }
}
