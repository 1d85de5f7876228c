package dev.alknet.repl.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerProgressTest {
  private static final Look LOOK = new Look(80, false);
  private static final String FIRST = "8a1e25ce7c4f";
  private static final String SECOND = "1103112ebfc4";

  private final LayerProgress layers = new LayerProgress();

  @Test
  void showsEachLayerUntilItIsOver() {
    take(FIRST, "Downloading", 500_000, 2_000_000);
    take(SECOND, "Pulling fs layer");

    assertThat(layers.text(LOOK)).isEqualTo("""
        0 of 2 layers
          8a1e25ce7c4f  Downloading       ━━━━━───────────────   25 %  500 kB of 2.0 MB
          1103112ebfc4  Pulling fs layer""");

    take(FIRST, "Download complete");
    take(SECOND, "Already exists");

    assertThat(layers.text(LOOK)).isEqualTo("""
        1 of 2 layers
          8a1e25ce7c4f  Download complete""");
  }

  @Test
  void knowsWhenALayerIsOver() {
    for (var status : List.of("Pull complete", "Already exists", "Pushed", "Layer already exists",
        "Mounted from library/alpine")) {
      take(FIRST, status);
      assertThat(layers.text(LOOK)).as(status).isEqualTo("1 of 1 layers");
    }
    for (var status : List.of("Download complete", "Verifying Checksum", "Retrying in 5 seconds",
        "Preparing", "Waiting")) {
      take(FIRST, status);
      assertThat(layers.text(LOOK)).as(status).endsWith(status);
    }
  }

  @Test
  void showsWhatHasNoTotal() {
    take(FIRST, "Extracting", 1_500_000, 0);

    assertThat(layers.text(LOOK)).endsWith("  8a1e25ce7c4f  Extracting  1.5 MB");
  }

  @Test
  void tellsNewsOnlyWhenMoreThanANumberHasChanged() {
    take(FIRST, "Downloading", 1, 100);
    assertThat(layers.news()).isEqualTo(FIRST + ": Downloading");

    take(FIRST, "Downloading", 2, 100);
    assertThat(layers.news()).isEmpty();
  }

  @Test
  void fitsEveryScreen() {
    IntStream.range(0, 20).forEach(i -> take("8a1e25ce7c%02d".formatted(i), "Downloading", i, 20));

    for (int width : List.of(20, 40, 60, 80, 300)) {
      assertThat(layers.text(new Look(width, false)).lines()).hasSize(10)
          .allSatisfy(line -> assertThat(TextWidth.of(line)).isLessThan(width))
          .last()
          .isEqualTo("  and 12 more");
    }
    assertThat(layers.text(new Look(20, false))).contains("  8a1e2…    5 %");
  }

  @Test
  void leavesWhatIsAboutNoLayer() {
    for (var item : List.of("{'status': 'Pulling from library/alpine', 'id': 'latest'}",
        "{'status': 'Digest: sha256:1'}", "{'stream': 'Step 1/2'}", "[]", "'text'",
        "{'id': '8a1e25ce7c4f', 'state': 'running'}")) {
      assertThat(layers.take(json(item))).as(item).isFalse();
    }
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private void take(String id, String status) {
    take(json("{'status': '%s', 'progressDetail': {}, 'id': '%s'}".formatted(status, id)));
  }

  private void take(String id, String status, long current, long total) {
    take(json("{'status': '%s', 'progressDetail': {'current': %d, 'total': %d}, 'id': '%s'}"
        .formatted(status, current, total, id)));
  }

  private void take(JsonNode item) {
    assertThat(layers.take(item)).isTrue();
  }
}
