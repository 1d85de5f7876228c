package dev.alknet.runtime.wire;

import java.util.Locale;

/// The five types of events. Source: call.md §3.
enum EventType {
  REQUESTED, RESPONDED, COMPLETED, ABORTED, ERROR;

  private static final Words<EventType> WORDS = new Words<>(values(), EventType::text);

  private final String text = "call." + name().toLowerCase(Locale.ROOT);

  /// As it is written on the wire.
  String text() {
    return text;
  }

  static Words<EventType> words() {
    return WORDS;
  }
}
