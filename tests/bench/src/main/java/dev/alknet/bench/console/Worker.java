package dev.alknet.bench.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A shell at a terminal, and a node on this machine where its calls go.
final class Worker implements AutoCloseable {
  static final String PROMPT = "alk@worker> ";
  private static final Pattern ADDRESS = Pattern.compile("\\S+/ed25519:\\S+");

  private final Process node;
  private final Pty shell;

  private Worker(Process node, Pty shell) {
    this.node = node;
    this.shell = shell;
  }

  static Worker open(Path root, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    var alk = root.resolve("alk").toString();
    var home = folder.resolve("shell").toString();
    var key = output(alk, "key", "--home", home);
    var node = new ProcessBuilder(alk, "node", "--provider", "process", "--home",
        folder.resolve("worker").toString(), "--listen", "127.0.0.1:0", "--operator", "bench=" + key)
        .redirectError(folder.resolve("worker.log").toFile())
        .start();
    var address = address(node.inputReader());
    var shell = Pty.open(List.of(alk, "--provider", "process", "--home", home));
    shell.await(0, "alk> ");
    var from = shell.count();
    shell.type(".connect worker=" + address + "\r");
    shell.await(from, "is attached");
    from = shell.count();
    shell.type(".use worker\r");
    shell.await(from, PROMPT);
    return new Worker(node, shell);
  }

  Pty shell() {
    return shell;
  }

  @Override
  public void close() {
    shell.close();
    node.destroy();
    node.onExit().join();
  }

  private static String output(String... command) throws IOException {
    var process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var out = process.inputReader()) {
      return out.readLine();
    }
  }

  private static String address(BufferedReader out) throws IOException {
    for (var line = out.readLine(); line != null; line = out.readLine()) {
      var address = ADDRESS.matcher(line);
      if (address.find()) {
        return address.group();
      }
    }
    throw new IOException("the worker does not say where it listens");
  }
}
