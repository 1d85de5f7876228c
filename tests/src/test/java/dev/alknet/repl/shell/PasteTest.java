package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@EnabledIf("dev.alknet.repl.shell.Tmux#available")
@Timeout(120)
class PasteTest {
  private static final int LINES = 20_000;

  @TempDir
  private Path folder = Path.of("");

  @Test
  void evaluatesAPasteOfManyLinesOnceByteForByte() throws IOException, InterruptedException {
    var text = IntStream.range(0, LINES)
        .mapToObj(i -> "line " + i + "\t'é 漢字 🙂' {[(\\\\")
        .collect(Collectors.joining("\n"));
    var input = Files.writeString(folder.resolve("input"),
        "globalThis.times = (globalThis.times ?? 0) + 1; let pasted = `" + text + "`;\n"
            + "let hash = 7; for (const c of pasted) hash = (hash * 31 + c.codePointAt(0)) % 1000003;\n"
            + "'hash ' + hash + ' times ' + times");
    var hash = text.replace("\\\\", "\\")
        .codePoints()
        .reduce(7, (sum, c) -> (int) ((sum * 31L + c) % 1_000_003));
    var stage = Stage.open(Files.createDirectory(folder.resolve("stage")), "xterm-256color");
    stage.begin(new Golden(input, "", Map.of(), List.of()));

    stage.tmux().paste(input);
    stage.tmux().await(lines -> lines.getLast().contains("' times ' + times"), false, 60);
    stage.tmux().press("Enter");
    var screen = stage.tmux()
        .await(lines -> lines.contains("hash " + hash + " times 1"), false, 30);
    stage.close();

    assertThat(screen).contains("hash " + hash + " times 1");
  }
}
