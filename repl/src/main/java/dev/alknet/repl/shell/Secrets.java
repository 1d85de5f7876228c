package dev.alknet.repl.shell;

import java.util.regex.Pattern;

/// Takes secrets out of a line before it is kept: arguments that a schema marks `writeOnly`, tokens,
/// tickets and keys, values of members that are called like secrets, and words that are a mnemonic.
record Secrets(Boot boot) {
  static final String HIDDEN = "•••";
  private static final Pattern TOKEN =
      Pattern.compile("\\balk1[a-z2-7]{20,}|\\balk_[A-Za-z0-9_-]{8,}"
          + "|\\beyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{5,}(?:\\.[A-Za-z0-9_-]*)?"
          + "|\\bgh[pousr]_[A-Za-z0-9]{20,}|\\bAKIA[A-Z0-9]{16}|(?<=Bearer )[A-Za-z0-9._~+/=-]{8,}");
  private static final Pattern NAMED = Pattern.compile(
      "(?i)((?:pass(?:word|wd|phrase)?|secret|token"
          + "|api_?key|private_?key|mnemonic)['\"]?\\s*[:=]\\s*)(['\"`])(?:(?!\\2)[^\\\\]|\\\\.)*\\2",
      Pattern.DOTALL);
  private static final Pattern MNEMONIC =
      Pattern.compile("\\b(?:[a-z]{3,8} ){11,23}[a-z]{3,8}\\b");

  String without(String line) {
    var shown = line.length() <= Token.LONGEST ? withoutArguments(line) : line;
    shown = TOKEN.matcher(shown).replaceAll(HIDDEN);
    shown = NAMED.matcher(shown).replaceAll("$1$2" + HIDDEN + "$2");
    return MNEMONIC.matcher(shown).replaceAll(HIDDEN);
  }

  private String withoutArguments(String line) {
    var kept = new StringBuilder();
    int at = 0;
    for (var token : Token.of(line)) {
      var content = token.content();
      if (content > token.start() + 1 && secret(line.substring(0, token.start()))) {
        kept.append(line, at, token.start() + 1).append(HIDDEN);
        at = content;
      }
    }
    return kept.append(line.substring(at)).toString();
  }

  /// Whether what follows in this line is in the value of an argument that nobody may read.
  private boolean secret(String before) {
    return CodeCompletion.around(before)
        .flatMap(value -> boot.index(value.call().peer())
            .find(value.call().operation())
            .map(spec -> new SchemaText(spec.input().document()).secretAt(value.path())))
        .orElse(false);
  }
}
