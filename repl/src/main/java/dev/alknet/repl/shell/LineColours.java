package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.Syntax;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.RegionType;
import org.jline.reader.impl.DefaultHighlighter;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Shows what is typed in the colours of what it is; what is searched for or marked, as the library does.
final class LineColours extends DefaultHighlighter {
  private record Styles(Look look, Map<Syntax, AttributedStyle> of) {
    static Styles in(Look look) {
      var styles = new EnumMap<Syntax, AttributedStyle>(Syntax.class);
      for (var syntax : Syntax.values()) {
        styles.put(syntax, AttributedString.fromAnsi(look.shown(syntax, "x")).styleAt(0));
      }
      return new Styles(look, styles);
    }
  }

  private final Boot boot;
  private final Supplier<Look> look;
  private Styles styles = Styles.in(Look.PLAIN);

  LineColours(Boot boot, Supplier<Look> look) {
    this.boot = boot;
    this.look = look;
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    var plain = super.highlight(reader, buffer);
    var here = look.get();
    return here.colour() && buffer.length() <= Token.LONGEST && !marks(reader)
        && plain.toString().equals(buffer)
            ? coloured(buffer, here)
            : plain;
  }

  private static boolean marks(LineReader reader) {
    var search = reader.getSearchTerm();
    return (search != null && !search.isEmpty()) || reader.getRegionActive() != RegionType.NONE;
  }

  private AttributedString coloured(String text, Look here) {
    if (!styles.look.equals(here)) {
      styles = Styles.in(here);
    }
    var index = boot.index();
    var shown = new AttributedStringBuilder(text.length());
    int at = 0;
    for (var piece : Coloured.of(text, name -> index.find(name).isPresent())) {
      shown.append(text, at, piece.start());
      shown.append(text.substring(piece.start(), piece.end()), styles.of.get(piece.syntax()));
      at = piece.end();
    }
    return shown.append(text, at, text.length()).toAttributedString();
  }
}
