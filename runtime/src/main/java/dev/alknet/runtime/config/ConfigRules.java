package dev.alknet.runtime.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// What a schema cannot say: what two places of a file mean together. Takes files that break the
/// schema too, so that everything wrong is said at once.
final class ConfigRules {
  private static final JsonPointer PEERS = JsonPointer.compile("/auth/peers");
  private static final JsonPointer API_KEYS = JsonPointer.compile("/auth/api_keys");
  private static final JsonPointer STORE = JsonPointer.compile("/store");

  /// Takes what is wrong at a place of the document, which stands there in the text.
  @FunctionalInterface
  interface Complaints {
    void say(JsonPointer pointer, Position at, String sentence);
  }

  private final YamlDocument document;
  private final Complaints complaints;
  private final Map<String, JsonPointer> names = new HashMap<>();
  private final Map<String, JsonPointer> credentials = new HashMap<>();

  private ConfigRules(YamlDocument document, Complaints complaints) {
    this.document = document;
    this.complaints = complaints;
  }

  static void check(YamlDocument document, Complaints complaints) {
    var rules = new ConfigRules(document, complaints);
    rules.peers();
    rules.apiKeys();
    rules.store();
  }

  private void peers() {
    for (int i = 0; i < size(PEERS); i++) {
      var peer = PEERS.appendIndex(i);
      once(names, peer.appendProperty("peer_id"), "two peers are named `%s`");
      var fingerprints = peer.appendProperty("fingerprints");
      for (int j = 0; j < size(fingerprints); j++) {
        credential(fingerprints.appendIndex(j), peer);
      }
      credential(peer.appendProperty("auth_token_hash"), peer);
      var proof = document.root().at(peer);
      if (proof.isObject() && !proof.has("auth_token_hash")
          && proof.path("fingerprints").isEmpty()) {
        complain(peer, "nobody can be this peer: give it `fingerprints`, as alk key "
            + "prints them, or an `auth_token_hash`");
      } else if (proof.has("address") && proof.path("fingerprints").isEmpty()) {
        complain(peer.appendProperty("address"),
            "a peer is dialled at its `address` by its key; give it `fingerprints`");
      }
    }
  }

  /// The same peer may name a key twice; the schema says what it thinks of that.
  private void credential(JsonPointer at, JsonPointer owner) {
    var text = document.root().at(at).textValue();
    if (text == null) {
      return;
    }
    var before = credentials.putIfAbsent(text, at);
    if (before != null && !before.toString().startsWith(owner + "/")) {
      complain(at, "two peers have %s; the other is in line %d".formatted(text,
          document.value(before).line()));
    }
  }

  private void apiKeys() {
    for (int i = 0; i < size(API_KEYS); i++) {
      var key = API_KEYS.appendIndex(i);
      once(names, key.appendProperty("prefix"), "two are named `%s`");
      var expiry = key.appendProperty("expires_at");
      var text = document.root().at(expiry).textValue();
      if (text != null && !instant(text)) {
        complain(expiry, "no such point in time: '%s'".formatted(text));
      }
    }
  }

  private void once(Map<String, JsonPointer> seen, JsonPointer at, String sentence) {
    var text = document.root().at(at).textValue();
    var before = text == null ? null : seen.putIfAbsent(text, at);
    if (before != null) {
      complain(at, sentence.formatted(text) + "; the other is in line "
          + document.value(before).line());
    }
  }

  private void store() {
    var store = document.root().at(STORE);
    if (store.has("postgresql") && store.has("sqlite")) {
      complain(STORE.appendProperty("sqlite"),
          "a node has one store; take away `sqlite` or `postgresql`");
    }
    if (store.has("password_file") && !store.has("postgresql")) {
      complain(STORE.appendProperty("password_file"),
          "`password_file` is for `postgresql`, which is not there");
    }
  }

  private void complain(JsonPointer pointer, String sentence) {
    complaints.say(pointer, document.value(pointer), sentence);
  }

  private int size(JsonPointer list) {
    JsonNode found = document.root().at(list);
    return found.isArray() ? found.size() : 0;
  }

  private static boolean instant(String text) {
    try {
      var _ = Instant.parse(text);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
