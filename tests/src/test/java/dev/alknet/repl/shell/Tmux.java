package dev.alknet.repl.shell;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A terminal of tmux with one program in it, driven over tmux's control mode: one process takes all
/// commands, and says when the screen may have changed.
final class Tmux implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final long LOOK_AGAIN_MILLIS = 100;

  private final Process process;
  private final BufferedWriter commands;
  private final LinkedBlockingQueue<List<String>> answers = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Boolean> changes = new LinkedBlockingQueue<>();
  private List<ProcessHandle> programs = List.of();
  private Pattern masked = Pattern.compile("");

  private Tmux(Process process) {
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
  }

  /// Whether this machine has tmux.
  static boolean available() {
    return installed("tmux");
  }

  /// Whether this machine has a program.
  static boolean installed(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
  }

  /// Runs a shell command in a terminal of 80 columns and 24 rows; the server listens at `socket`.
  static Tmux open(Path socket, String command) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("tmux", "-u", "-S", socket.toString(), "-f", "/dev/null", "-C",
        "new-session", "-x", "80", "-y", "24", command);
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("TMUX");
    var tmux = new Tmux(builder.redirectErrorStream(true).start());
    Thread.ofPlatform().daemon().name("tmux").start(tmux::listen);
    tmux.answer();
    tmux.run("set -g window-size manual");
    tmux.run("set -g destroy-unattached on");
    tmux.run("set -g escape-time 0");
    tmux.programs = tmux.run("list-panes -F '#{pane_pid}'")
        .stream()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .toList();
    return tmux;
  }

  void resize(int columns, int rows) throws IOException, InterruptedException {
    run("resize-window -x " + columns + " -y " + rows);
  }

  /// Types text as it is.
  void type(String text) throws IOException, InterruptedException {
    run("send-keys -l -- '" + text.replace("'", "'\"'\"'") + "'");
  }

  /// Presses one key by its name in tmux: `Enter`, `C-c`, `Up`.
  void press(String key) throws IOException, InterruptedException {
    run("send-keys " + key);
  }

  /// Pastes the text of a file as a terminal does: in brackets, where the program asked for them.
  void paste(Path file) throws IOException, InterruptedException {
    run("load-buffer '" + file + "'");
    run("paste-buffer -p -d");
  }

  /// From now on what this fits is a `#` on the screen: it is never the same twice. Nothing is when it is
  /// empty.
  void mask(String regexp) {
    masked = Pattern.compile(regexp);
  }

  /// The screen, without the spaces at the end of a line and the empty lines at the end.
  List<String> screen(boolean styles) throws IOException, InterruptedException {
    var lines = new ArrayList<>(run("capture-pane -p" + (styles ? "e" : "")).stream()
        .map(line -> masked(line.replace('\u001b', '␛').stripTrailing()))
        .toList());
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  /// What has scrolled away, and the screen.
  List<String> everything() throws IOException, InterruptedException {
    return run("capture-pane -p -S -");
  }

  /// Waits until the screen is as wanted, and answers the last one seen either way.
  List<String> await(Predicate<List<String>> wanted, boolean styles, long seconds)
      throws IOException, InterruptedException {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (true) {
      changes.clear();
      var seen = screen(styles);
      if (wanted.test(seen) || System.nanoTime() - end > 0) {
        return seen;
      }
      changes.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// Waits until nothing has changed for so long.
  void settle(long milliseconds) throws InterruptedException {
    do {
      changes.clear();
    } while (changes.poll(milliseconds, TimeUnit.MILLISECONDS) != null);
  }

  synchronized List<String> run(String command) throws IOException, InterruptedException {
    commands.write(command + "\n");
    commands.flush();
    return answer();
  }

  /// Returns when the program has ended too, which writes to its home until then.
  @Override
  public void close() throws IOException {
    commands.write("kill-server\n");
    commands.flush();
    process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    programs.forEach(program -> program.onExit()
        .completeOnTimeout(program, PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join());
  }

  private String masked(String line) {
    return masked.pattern().isEmpty() ? line : masked.matcher(line).replaceAll("#");
  }

  private List<String> answer() throws IOException, InterruptedException {
    var answer = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IOException("tmux does not answer");
    }
    return answer;
  }

  private void listen() {
    try (var in = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      List<String> block = new ArrayList<>();
      boolean inside = false;
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (line.contains("%begin ")) {
          inside = true;
          block = new ArrayList<>();
        } else if (line.startsWith("%end ") || line.startsWith("%error ")) {
          inside = false;
          answers.add(block);
        } else if (inside) {
          block.add(line);
        } else if (line.startsWith("%output ") && changes.isEmpty()) {
          changes.add(true);
        }
      }
    } catch (IOException _) {
      // the server has ended
    }
  }
}
