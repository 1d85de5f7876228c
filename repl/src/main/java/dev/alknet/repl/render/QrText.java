package dev.alknet.repl.render;

import io.nayuki.qrcodegen.QrCode;

/// A text as a QR code in a terminal: two rows of modules in each line, with the quiet zone of four
/// modules that readers need around it. Source: ISO/IEC 18004.
///
/// With colours it is black on white whatever the terminal's colours are; without, the light modules
/// are drawn, as for light letters on a dark screen.
public final class QrText {
  private static final int QUIET = 4;
  private static final String BLACK_ON_WHITE = "\u001b[30;107m";
  private static final String RESET = "\u001b[0m";

  private QrText() {}

  /// The code, each line with its line feed. Capitals, digits and `$%*+-./:` take the least room.
  public static String of(String text, Look look) {
    var code = QrCode.encodeText(text, QrCode.Ecc.LOW);
    var lines = new StringBuilder();
    for (int y = -QUIET; y < code.size + QUIET; y += 2) {
      lines.append(look.colour() ? BLACK_ON_WHITE : "");
      for (int x = -QUIET; x < code.size + QUIET; x++) {
        lines.append(block(drawn(code, x, y, look), drawn(code, x, y + 1, look)));
      }
      lines.append(look.colour() ? RESET : "").append('\n');
    }
    return lines.toString();
  }

  /// Outside of the code everything is light.
  private static boolean drawn(QrCode code, int x, int y, Look look) {
    return code.getModule(x, y) == look.colour();
  }

  private static char block(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }
}
