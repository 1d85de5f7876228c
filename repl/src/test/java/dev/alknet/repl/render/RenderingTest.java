package dev.alknet.repl.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RenderingTest {
  @Test
  void showsPlainValuesAsTheyAre() throws Exception {
    assertThat(text("\"two\\nlines\"")).isEqualTo("two\nlines");
    assertThat(text("1.5")).isEqualTo("1.5");
    assertThat(text("null")).isEqualTo("null");
    assertThat(text("[]")).isEqualTo("[]");
    assertThat(text("[1, \"a\"]")).isEqualTo("[1, a]");
  }

  @Test
  void showsObjectsAsATree() throws Exception {
    assertThat(text(
        """
        {"name": "web", "ports": [80, 443], "labels": {"app": "web", "empty": {}},
         "steps": [[1, [2]], "x"], "odd": ["", "12", " a", "a\\u001bb"], "even": ["1.2.3", "2026-01-01", "-1.5e3"]}"""))
        .isEqualTo("""
        name: web
        ports: 80, 443
        labels:
          app: web
          empty: {}
        steps:
          - - 1
            - [2]
          - x
        odd: "", "12", " a", "a\\u001Bb"
        even: 1.2.3, 2026-01-01, "-1.5e3\"""");
  }

  @Test
  void showsLikeObjectsAsATable() throws Exception {
    assertThat(text("""
        [{"name": "a", "exitCode": 0}, {"name": "bbbb", "exitCode": 137, "note": "killed"}]"""))
        .isEqualTo("""
            name  exitCode  note
            a            0
            bbbb       137  killed""");
  }

  @Test
  void showsTimesAsPeopleSayThem() throws Exception {
    var schema = new JsonMapper().readTree("""
        {"type": "array", "items": {"properties": {"at": {"format": "date-time"},
          "until": {"format": "date-time"}, "born": {"format": "date-time"}}}}""");
    var value = new JsonMapper().readTree("""
        [{"at": "2026-01-01T11:57:00Z", "until": "2026-01-01T14:00:00Z",
          "born": "1990-05-06T00:00:00Z", "tookMillis": 3200, "uptimeSeconds": 12000,
          "waited_ms": 40, "note": "2026-01-01T11:57:00Z"}]""");

    var shown = new Humane(schema, Instant.parse("2026-01-01T12:00:00Z")).value(value);

    assertThat(Rendering.text(shown, Look.PLAIN)).isEqualTo(
        """
        at         until   born        tookMillis  uptimeSeconds  waited_ms  note
        3 min ago  in 2 h  1990-05-06  3.2 s       3 h 20 min     40 ms      2026-01-01T11:57:00Z""");
  }

  @Test
  void alignsWideCharacters() throws Exception {
    assertThat(text("[{\"名\": \"東京\", \"n\": \"x\"}, {\"名\": \"é👍\", \"n\": \"y\"}]"))
        .isEqualTo("""
            名    n
            東京  x
            é👍   y""");
  }

  @Test
  void cutsTheWidestColumnsToFit() throws Exception {
    var look = new Look(30, false);
    var text = Rendering.text(new JsonMapper().readTree("""
        [{"id": "short", "text": "a very long text that does not fit at all"}]"""), look);

    assertThat(text).isEqualTo("""
        id     text
        short  a very long text that …""");
  }

  @Test
  void turnsATableWhoseHeadingsDoNotFitIntoATree() throws Exception {
    var wide = Rendering.text(new JsonMapper().readTree("""
        [{"containers": 1, "created": 2}]"""), new Look(20, false));
    var narrow = Rendering.text(new JsonMapper().readTree("""
        [{"a": 1, "b": 2, "c": 3, "d": 4}]"""), new Look(20, false));

    assertThat(wide).isEqualTo("containers  created\n         1        2");
    assertThat(narrow).isEqualTo("a  b  c  d\n1  2  3  4");
    assertThat(Rendering.text(new JsonMapper().readTree("""
        [{"containers": 1, "createdAt": 2}]"""), new Look(20, false)))
        .isEqualTo("- containers: 1\n  createdAt: 2");
  }

  @Test
  void coloursOnlyWhereColoursMeanSomething() throws Exception {
    var value = new JsonMapper().readTree("{\"a\": 1}");

    assertThat(Rendering.text(value, new Look(80, true))).isEqualTo("\u001b[1ma:\u001b[0m 1");
    assertThat(Rendering.text(value, new Look(80, false))).isEqualTo("a: 1");
  }

  private static String text(String json) throws Exception {
    return Rendering.text(new JsonMapper().readTree(json), Look.PLAIN);
  }
}
