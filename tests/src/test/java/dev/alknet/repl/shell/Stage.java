package dev.alknet.repl.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A terminal with [ConsoleMain] in it, and the line over which it is told to begin and to end a
/// shell.
record Stage(String term, Path folder, Tmux tmux, SocketChannel line, BufferedReader in,
    Writer out) implements AutoCloseable {
  static Stage open(Path folder, String term) throws IOException, InterruptedException {
    var meeting = folder.resolve("line");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(meeting));
      var words = folder.resolve("words");
      Files.write(words, List.of("--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
          "-Xlog:disable", "-cp", System.getProperty("surefire.test.class.path",
              System.getProperty("java.class.path")),
          ConsoleMain.class.getName(), meeting.toString()));
      var tmux = Tmux.open(folder.resolve("tmux"), "TERM=%s exec '%s' '@%s' 2>'%s'"
          .formatted(term, Path.of(System.getProperty("java.home"), "bin", "java"), words,
              folder.resolve("errors")));
      var line = server.accept();
      return new Stage(term, folder, tmux, line,
          new BufferedReader(Channels.newReader(line, StandardCharsets.UTF_8)),
          Channels.newWriter(line, StandardCharsets.UTF_8));
    }
  }

  /// Opens a shell and waits for its prompt and its node.
  void begin(Golden golden) throws IOException, InterruptedException {
    begin(golden, Files.createTempDirectory(folder, "home"));
  }

  /// The same in a home that may have had a shell before.
  void begin(Golden golden, Path home) throws IOException, InterruptedException {
    tmux.mask(golden.setting("mask", ""));
    tmux.resize(Integer.parseInt(golden.setting("columns", "80")),
        Integer.parseInt(golden.setting("rows", "24")));
    Map<String, String> settings = new TreeMap<>(golden.settings());
    settings.put("folder", home.toString());
    ask("begin " + String.join("\t", settings.entrySet()
        .stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList()));
    tmux.await(lines -> !lines.isEmpty() && lines.getLast().contains(">"), false, 20);
  }

  void end() throws IOException {
    ask("end");
  }

  /// Types text or presses a key.
  void send(String piece, Path files) throws IOException, InterruptedException {
    if (piece.startsWith("{paste ")) {
      tmux.paste(files.resolve(piece.substring(7, piece.length() - 1)));
    } else if (piece.equals("{ring}")) {
      ask("ring");
    } else if (piece.startsWith("{until ")) {
      ask("fetched");
      tmux.press(piece.substring(7, piece.length() - 1));
    } else if (piece.startsWith("{") && piece.length() > 1) {
      tmux.press(piece.substring(1, piece.length() - 1));
    } else {
      tmux.type(piece);
    }
  }

  @Override
  public void close() throws IOException {
    line.close();
    tmux.close();
  }

  private void ask(String words) throws IOException {
    out.write(words + "\n");
    out.flush();
    var answer = in.readLine();
    if (!List.of("ready", "done", "ended").contains(String.valueOf(answer))) {
      throw new IOException("the stage answers: " + answer);
    }
  }
}
