package dev.alknet.repl.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  /// What it is about may come from another node.
  @Test
  void showsNoControlCharacterAsSuch() throws Exception {
    var item = new ObjectMapper().readTree("""
        {"name": "a\\u001bb", "current": 1, "total": 2,
         "parts": [{"name": "c\\u0007", "state": "d\\u009b"}]}""");

    assertThat(ProgressBar.of(item).orElseThrow().text(Look.PLAIN.indented(0)))
        .contains("a\\u001bb", "c\\u0007", "d\\u009b")
        .matches("(?s)[^\\p{Cntrl}\\n]*\\n[^\\p{Cntrl}]*");
  }
}
