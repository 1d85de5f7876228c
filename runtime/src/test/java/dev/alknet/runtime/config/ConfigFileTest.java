package dev.alknet.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.identity.ApiKeyEntry;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.PeerEntry;
import dev.alknet.runtime.identity.TokenHash;
import dev.alknet.runtime.operation.Limit;
import dev.alknet.runtime.operation.ResourceLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ConfigFileTest {
  private static final String KEY = "ed25519:" + "1".repeat(64);
  private static final String OTHER_KEY = "SHA256:" + "2".repeat(64);
  private static final String HASH = "sha256:" + "3".repeat(64);

  @TempDir
  private Path home = Path.of("");

  @Test
  void needsNoFile() {
    var config = accepted(ConfigFile.in(home));

    assertThat(config.fixed()).isEqualTo(new StaticConfig(null, Duration.ofSeconds(2), "auto",
        "alknet",
        new StoreChoice.Sqlite(home.resolve("alknet.db")), new VaultSettings(null),
        new AuditSettings(true, home),
        new ScriptSettings(ResourceLimits.NONE.with(Limit.DEPTH, 64),
            new ResourceLimits(
                Map.of(Limit.WALL, 30_000L, Limit.CPU, 20_000L, Limit.HEAP, 128L << 20,
                    Limit.OUTPUT, 1L << 20, Limit.CONSOLE, 64L << 10, Limit.CALLS, 256L,
                    Limit.CALLS_AT_ONCE, 16L, Limit.DEPTH, 64L, Limit.TIMERS, 256L)),
            new SessionSettings(Duration.ofMinutes(10), 4, 16))));
    assertThat(config.live().identities().peers()).isEmpty();
    assertThat(config.live().identities().apiKeys()).isEmpty();
    assertThat(config.live().rateLimits()).isEqualTo(new RateLimits(100));
  }

  @Test
  void readsEveryKey() throws IOException {
    var config = accepted("""
        listen: 0.0.0.0:4433
        drain: 500ms
        provider: process
        docker: {label_prefix: fleet-a}
        store:
          postgresql: postgresql://alknet@db.example:5432/alknet
          password_file: /run/secrets/db
        vault: {mnemonic_file: words}
        audit: {enabled: false, folder: ./log/audit}
        scripts:
          operator: {wall: 1h, depth: 128}
          worker:
            wall: 500ms
            cpu: 2m
            heap: 1GiB
            statements: 1000000
            output: 10B
            console: 1KiB
            calls: 1
            calls_at_once: 2
            depth: 3
            timers: 4
          sessions: {idle: 90s, per_identity: 2, in_all: 5}
        auth:
          peers:
            - peer_id: worker-1
              fingerprints:
                - %s
                - %s
              auth_token_hash: %s
              scopes: [report:run, "yes", no]
              resources:
                container: [manage]
              display_name: The first worker
              address: "[::1]:4433"
              enabled: false
          api_keys:
            - prefix: alk_a1b2
              hash: %s
              scopes: [report:run]
              description: the dashboard
              expires_at: 2027-01-31T00:00:00Z
        rate_limits: {max_connections_per_ip: 7}
        """.formatted(KEY, OTHER_KEY, HASH, HASH.replace('3', '4')));

    assertThat(config.fixed())
        .isEqualTo(new StaticConfig("0.0.0.0:4433", Duration.ofMillis(500), "process",
            "fleet-a",
            new StoreChoice.Postgresql("postgresql://alknet@db.example:5432/alknet",
                Path.of("/run/secrets/db")),
            new VaultSettings(home.resolve("words")),
            new AuditSettings(false, home.resolve("log/audit")),
            new ScriptSettings(
                new ResourceLimits(Map.of(Limit.WALL, 3_600_000L, Limit.DEPTH, 128L)),
                new ResourceLimits(Map.of(Limit.WALL, 500L, Limit.CPU, 120_000L, Limit.HEAP,
                    1L << 30, Limit.STATEMENTS, 1_000_000L, Limit.OUTPUT, 10L, Limit.CONSOLE,
                    1024L, Limit.CALLS, 1L, Limit.CALLS_AT_ONCE, 2L, Limit.DEPTH, 3L,
                    Limit.TIMERS, 4L)),
                new SessionSettings(Duration.ofSeconds(90), 2, 5))));
    assertThat(config.live().identities().peers()).containsExactly(new PeerEntry("worker-1",
        List.of(new Fingerprint(KEY), new Fingerprint(OTHER_KEY)), new TokenHash(HASH),
        Set.of("report:run", "yes", "no"), Map.of("container", Set.of("manage")),
        "The first worker", "[::1]:4433", false));
    assertThat(config.live().identities().apiKeys()).containsExactly(new ApiKeyEntry("alk_a1b2",
        new TokenHash(HASH.replace('3', '4')), Set.of("report:run"), "the dashboard",
        Instant.parse("2027-01-31T00:00:00Z")));
    assertThat(config.live().rateLimits()).isEqualTo(new RateLimits(7));
  }

  @Test
  void takesNoLimitThatIsNone() throws IOException {
    assertThat(problems("scripts:\n  worker:\n    wall: 0s\n    heap: 5\n    calls: 0\n"))
        .containsExactly(
            "3:11: not a limit for time: '0s' (expected a number above 0 and its unit, such as "
                + "500ms, 30s or 5m)",
            "4:11: `heap` is a number; expected text, so put it in quotes",
            "5:12: `calls` is 0; expected 1 to 1000000000");
  }

  @Test
  void suggestsTheKeyThatWasMeant() throws IOException {
    assertThat(problems("lisen: 0.0.0.0:1\n"))
        .containsExactly("1:1: unknown key `lisen`; did you mean `listen`?");
    assertThat(problems("auth:\n  peers:\n  - peer_id: a\n    fingerprint: []\n")).contains(
        "4:5: unknown key `fingerprint`; did you mean `fingerprints`?");
    assertThat(problems("audit:\n  a/b~c: 1\n"))
        .containsExactly("2:3: unknown key `a/b~c`; known here are `enabled`, `folder`");
  }

  @Test
  void refusesAKeyThatComesTwice() throws IOException {
    assertThat(problems("drain: 1s\nprovider: auto\ndrain: [2s]\n"))
        .containsExactly("3:1: the key `drain` comes twice; it is in line 1 already");
  }

  @Test
  void saysWhichTypeIsExpected() throws IOException {
    assertThat(problems("""
        listen: 4433
        audit: yes
        auth:
          peers:
            peer_id: a
        rate_limits:
          max_connections_per_ip: two
        drain:
        """)).containsExactly(
        "1:9: `listen` is a number; expected text, so put it in quotes",
        "2:8: `audit` is text; expected keys with values",
        "5:5: `peers` is a mapping; expected a list",
        "7:27: `max_connections_per_ip` is text; expected a whole number",
        "8:7: `drain` has no value; give it one or take it away");
  }

  @Test
  void saysWhatAValueLooksLike() throws IOException {
    assertThat(problems("""
        drain: 5 sec
        listen: 4433:host
        provider: podman
        vault: {mnemonic_file: ~/words}
        rate_limits:
          max_connections_per_ip: 0
        store:
          postgresql: postgresql://alknet:secret@db/alknet
        """)).containsExactly(
        "1:8: not a duration: '5 sec' (expected a number and its unit, such as 500ms, 2s, 5m or 1h)",
        "2:9: not an address to listen at: '4433:host' (expected HOST:PORT, such as 0.0.0.0:4433)",
        "3:11: `provider` is 'podman'; expected one of auto, docker, process",
        "4:24: not a path: '~/words' (expected a path, absolute or in the home folder of the node; "
            + "~ stands for nothing)",
        "6:27: `max_connections_per_ip` is 0; expected 1 to 1000000",
        "8:15: not a PostgreSQL address (expected "
            + "postgresql://USER@HOST[:PORT]/DATABASE; a password goes into a file, see "
            + "password_file)");
  }

  /// As [dev.alknet.runtime.store.StoreAddress] does when the node starts.
  @Test
  void aPostgresqlAddressHasAUserAndMayHaveOptions() throws IOException {
    assertThat(problems("store: {postgresql: 'postgresql://db/alknet'}\n"))
        .singleElement()
        .asString()
        .contains("not a PostgreSQL address (expected postgresql://USER@HOST");
    Files.writeString(home.resolve("alknet.yaml"),
        "store: {postgresql: 'postgresql://ada@db/alknet?sslrootcert=/etc/ca.pem'}\n");
    assertThat(ConfigFile.in(home).read()).isInstanceOf(ConfigReading.Accepted.class);
  }

  @Test
  void c51_refusesTwoPeersOfOneName() throws IOException {
    assertThat(problems("""
        auth:
          peers:
            - {peer_id: worker-1, fingerprints: [%s]}
            - {peer_id: worker-1, fingerprints: [%s]}
        """.formatted(KEY, OTHER_KEY)))
        .containsExactly("4:17: two peers are named `worker-1`; the other is in line 3");
  }

  @Test
  void refusesTwoPeersWithOneCredential() throws IOException {
    assertThat(problems("""
        auth:
          peers:
            - {peer_id: a, fingerprints: [%1$s], auth_token_hash: %2$s}
            - peer_id: b
              auth_token_hash: %2$s
              fingerprints:
                - %1$s
        """.formatted(KEY, HASH))).containsExactly(
        "5:24: two peers have %s; the other is in line 3".formatted(HASH),
        "7:11: two peers have %s; the other is in line 3".formatted(KEY));
  }

  @Test
  void refusesWhatNobodyCanProve() throws IOException {
    assertThat(problems("""
        auth:
          peers:
            - {peer_id: local, fingerprints: ["ed25519:1234"], scopes: ["a:*"]}
            - {peer_id: b}
            - {peer_id: c, auth_token_hash: %s, address: "far:0"}
          api_keys:
            - {prefix: key_a1b2, hash: "sha256:1"}
            - {prefix: alk_a1b2, expires_at: 2027-02-31T00:00:00Z}
            - {prefix: alk_a1b2, hash: %s}
        """.formatted(HASH, HASH))).containsExactly(
        "3:17: not a name for a peer: 'local' (expected one without spaces and slashes, other than "
            + "local, operator, anonymous and alk_…)",
        "3:39: not a fingerprint: 'ed25519:1234' (expected ed25519: or SHA256: and 64 lowercase hex "
            + "digits, as alk key prints it)",
        "3:65: not a scope: 'a:*' (expected a word; * stands for nothing, each scope is named)",
        "4:7: nobody can be this peer: give it `fingerprints`, as alk key prints them, or an "
            + "`auth_token_hash`",
        "5:119: not an address to dial: 'far:0' (expected HOST:PORT, such as 10.0.0.1:4433)",
        "7:16: not a prefix of an API key: 'key_a1b2' (expected alk_ and the next four characters "
            + "of the key)",
        "7:32: not a hash of a token (expected sha256: and 64 lowercase hex digits; of "
            + "a token: printf %s TOKEN | sha256sum)",
        "8:7: `hash` is missing",
        "8:38: no such point in time: '2027-02-31T00:00:00Z'",
        "9:16: two are named `alk_a1b2`; the other is in line 8");
  }

  @Test
  void refusesTwoStores() throws IOException {
    assertThat(problems("store: {sqlite: a.db, postgresql: 'postgresql://alknet@db/alknet'}\n"))
        .containsExactly("1:17: a node has one store; take away `sqlite` or `postgresql`");
    assertThat(problems("store: {password_file: pw}\n")).containsExactly(
        "1:24: `password_file` is for `postgresql`, which is not there");
  }

  @Test
  void refusesWhatGrowsWhileItIsRead() throws IOException {
    var bomb = new StringBuilder("a0: &a0 [lol, lol]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a%d, ".formatted(i - 1).repeat(10)));
    }

    assertThat(problems(bomb.toString())).contains(
        "2:10: aliases are not supported; write out what *a0 stands for");
    assertThat(problems("scopes: !!java.net.URL [x]\n")).anyMatch(
        problem -> problem.startsWith("1:9: tags are not supported"));
    assertThat(problems("a: " + "[".repeat(10_000))).containsExactly(
        "1:44: this is not YAML: more than 40 levels");
    assertThat(problems("#" + " ".repeat(ConfigText.LONGEST))).singleElement()
        .asString()
        .contains("1:1: the file has 1048577 bytes; expected at most 1048576");
  }

  @Test
  void saysWhereAFileIsNoYaml() throws IOException {
    assertThat(problems("listen: 0.0.0.0:1\ndrain: 1s: 2s\n"))
        .containsExactly("2:10: this is not YAML: mapping values are not allowed here");
    assertThat(problems("a: 1\n---\nb: 2\n")).contains(
        "2:1: a second document begins here; one file holds one");
    assertThat(problems("- listen\n"))
        .containsExactly("1:1: the file is a list; expected keys with values");
    assertThat(problems("listen: \u0001\n").getFirst()).startsWith("1:1: this is not YAML: ");
    Files.write(home.resolve("alknet.yaml"), "drain: ä".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(refused()).containsExactly("1:1: the file is not UTF-8 text");
  }

  @Test
  void refusesAFileThatEverybodyMayChange() throws IOException {
    var file = Files.writeString(home.resolve("alknet.yaml"), "drain: 1s\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(refused()).containsExactly(
        "1:1: everybody may change this file; run: chmod o-w " + file);
  }

  @Test
  void takesAnEmptyFileAndOneOfCommentsForNoFile() throws IOException {
    assertThat(accepted("").fixed().listen()).isNull();
    assertThat(accepted("# listen: 0.0.0.0:4433\n").fixed().listen()).isNull();
    assertThat(accepted("\uFEFFlisten: host:1\r\n").fixed().listen()).isEqualTo("host:1");
  }

  @Test
  void tellsWhereEachValueComesFrom() throws IOException {
    var settings = accepted("drain: 1s\naudit:\n  enabled: false\n").settings();

    assertThat(settings.stream()
        .map(one -> one.key() + " " + one.value() + " " + one.source())
        .map(line -> line.replace(home + "/", "")))
        .containsExactly("listen null default", "drain \"1s\" alknet.yaml:1",
            "provider \"auto\" default", "docker.label_prefix \"alknet\" default",
            "store.sqlite \"alknet.db\" default",
            "store.postgresql null default", "store.password_file null default",
            "vault.mnemonic_file null default", "audit.enabled false alknet.yaml:3",
            "audit.folder \".\" default",
            "scripts.sessions.idle \"10m\" default",
            "scripts.sessions.per_identity 4 default",
            "scripts.sessions.in_all 16 default",
            "scripts.operator.wall null default",
            "scripts.operator.cpu null default",
            "scripts.operator.heap null default",
            "scripts.operator.statements null default",
            "scripts.operator.output null default",
            "scripts.operator.console null default",
            "scripts.operator.calls null default",
            "scripts.operator.calls_at_once null default",
            "scripts.operator.depth 64 default",
            "scripts.operator.timers null default",
            "scripts.worker.wall \"30s\" default",
            "scripts.worker.cpu \"20s\" default",
            "scripts.worker.heap \"128MiB\" default",
            "scripts.worker.statements null default",
            "scripts.worker.output \"1MiB\" default",
            "scripts.worker.console \"64KiB\" default",
            "scripts.worker.calls 256 default",
            "scripts.worker.calls_at_once 16 default",
            "scripts.worker.depth 64 default",
            "scripts.worker.timers 256 default",
            "auth.peers [] default", "auth.api_keys [] default",
            "rate_limits.max_connections_per_ip 100 default");
  }

  private Config accepted(String text) throws IOException {
    Files.writeString(home.resolve("alknet.yaml"), text);
    return accepted(ConfigFile.in(home));
  }

  private static Config accepted(ConfigFile file) {
    return switch (file.read()) {
      case ConfigReading.Accepted(var config) -> config;
      case ConfigReading.Refused(var problems) -> throw new AssertionError(problems.toString());
    };
  }

  private List<String> problems(String text) throws IOException {
    Files.writeString(home.resolve("alknet.yaml"), text);
    return refused();
  }

  /// The problems of the file, without its name.
  private List<String> refused() {
    var file = ConfigFile.in(home);
    return switch (file.read()) {
      case ConfigReading.Accepted(var config) -> throw new AssertionError(config.toString());
      case ConfigReading.Refused(var problems) -> problems.stream()
          .map(Problem::toString)
          .peek(line -> assertThat(line).startsWith(file.path() + ":"))
          .map(line -> line.substring(file.path().toString().length() + 1))
          .toList();
    };
  }
}
