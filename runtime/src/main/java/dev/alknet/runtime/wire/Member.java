package dev.alknet.runtime.wire;

import java.util.Locale;

/// The members of an envelope and of its payload that mean something. Source: call.md §2.2, §3.
enum Member {
  TYPE, ID, PAYLOAD,
  /// The way it is written in call.md.
  OPERATION_ID("operationId"),
  /// The way some texts have it (D-12).
  OPERATION, INPUT, AUTH_TOKEN, FORWARDED_FOR, CARRIAGE, OUTPUT, CODE, MESSAGE, RETRYABLE, DETAILS;

  private static final Words<Member> WORDS = new Words<>(values(), member -> member.text);

  private final String text;

  Member() {
    this.text = name().toLowerCase(Locale.ROOT);
  }

  Member(String text) {
    this.text = text;
  }

  static Words<Member> words() {
    return WORDS;
  }
}
