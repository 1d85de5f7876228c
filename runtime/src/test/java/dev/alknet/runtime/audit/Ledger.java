package dev.alknet.runtime.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.identity.Fingerprint;
import dev.alknet.runtime.identity.Identity;
import dev.alknet.runtime.registry.CallRecord;
import dev.alknet.runtime.registry.Caller;
import dev.alknet.runtime.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// An audit log in a folder of a test.
final class Ledger implements AutoCloseable {
  static final Fingerprint NODE = new Fingerprint("ed25519:" + "a".repeat(64));

  final AuditFolder folder;
  final AuditOptions options;
  AuditLog log;

  Ledger(Path home) {
    this(AuditOptions.in(home, () -> NODE));
  }

  Ledger(AuditOptions options) {
    this.options = options;
    this.folder = options.folder();
    this.log = new AuditLog(options);
  }

  /// Ends the log and begins again, as a node does.
  void reopen() throws IOException {
    log.close();
    log = new AuditLog(options);
  }

  /// Keeps calls with these request ids.
  Ledger keep(String... requests) throws IOException {
    for (var request : requests) {
      log.keep(call(request));
    }
    return this;
  }

  static CallRecord call(String request) {
    return new CallRecord(new CallId(request),
        Caller.outside(Identity.of("worker-1", Set.of()), Registry.bare(List.of())), "a/b", null,
        null, json("{}"), new CallRecord.End.Succeeded(), Duration.ofMillis(7));
  }

  static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// What the lines about calls say.
  List<JsonNode> calls() throws IOException {
    return folder.last(Integer.MAX_VALUE, AuditLine::call)
        .lines()
        .stream()
        .map(AuditLine::json)
        .toList();
  }

  /// The request ids in the order of the lines.
  List<String> requests() throws IOException {
    return calls().stream().map(call -> call.path("request").textValue()).toList();
  }

  /// The text of all lines of the file that is written.
  List<String> lines() throws IOException {
    return new ArrayList<>(Files.readAllLines(folder.current()));
  }

  void write(List<String> lines) throws IOException {
    Files.writeString(folder.current(), String.join("\n", lines) + "\n");
  }

  Verification.Verdict verify() throws IOException {
    return Verification.of(folder, null);
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
