package dev.alknet.repl.shell;

import dev.alknet.repl.render.Look;
import dev.alknet.repl.render.Theme;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.registry.PeerOverlay;
import dev.alknet.runtime.registry.Provenance;
import dev.alknet.runtime.registry.ScopedEnv;
import dev.alknet.tests.wire.VirtualThreads;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jline.terminal.Terminal;

/// Opens one shell after the other on its terminal, as it is told over a socket: `begin` with
/// settings behind it, `end`.
final class ConsoleMain {
  private static final long MOMENT_MILLIS = 500;
  private static final long PATIENT_MILLIS = 15_000;
  private static final String CLEARED = "\u001b[0m\u001b[H\u001b[2J\u001b[3J";

  private ConsoleMain() {}

  public static void main(String... arguments) throws IOException, InterruptedException {
    var terminal = TerminalLines.ofProcess();
    try (var line = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]));
        var in = new BufferedReader(Channels.newReader(line, StandardCharsets.UTF_8));
        var out = Channels.newWriter(line, StandardCharsets.UTF_8)) {
      var cooked = terminal.getAttributes();
      for (var order = in.readLine(); order != null; order = in.readLine()) {
        var settings = settings(order);
        var folder = Path.of(settings.get("folder"));
        var desk = Desk.in(folder, folder);
        var boot = desk.boot();
        var bell = new CountDownLatch(1);
        var shell = open(terminal, settings, desk, bell);
        var running = Thread.ofPlatform().start(() -> run(shell));
        while (boot.session().members("").isEmpty() || boot.index().size() == 0) {
          Thread.onSpinWait();
        }
        out.write("ready\n");
        out.flush();
        for (var next = in.readLine(); !next.equals("end"); next = in.readLine()) {
          obey(next, bell);
          out.write("done\n");
          out.flush();
        }
        do {
          shell.leave();
        } while (!running.join(Duration.ofMillis(50)));
        shell.close();
        while (terminal.reader().peek(5) >= 0) {
          terminal.reader().read(); // what was typed and not read is not for the next one
        }
        terminal.setAttributes(cooked);
        out.write("ended\n");
        out.flush();
      }
    }
  }

  /// `ring` has those go on who wait for the bell; `fetched` waits until what Tab wants is there.
  private static void obey(String order, CountDownLatch bell) throws IOException {
    switch (order) {
      case "ring" -> bell.countDown();
      case "fetched" -> VirtualThreads.awaitNone("values", "index");
      default -> throw new IllegalArgumentException("not an order: " + order);
    }
  }

  private static void run(Shell shell) {
    try {
      shell.run();
      System.out.print("left\r\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> settings(String order) {
    return Arrays.stream(order.substring(order.indexOf(' ') + 1).split("\t"))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static Shell open(Terminal terminal, Map<String, String> settings, Desk desk,
      CountDownLatch bell) throws IOException {
    var columns = Integer.parseInt(settings.getOrDefault("columns", "80"));
    var rows = Integer.parseInt(settings.getOrDefault("rows", "24"));
    while (terminal.getColumns() != columns || terminal.getRows() != rows) {
      Thread.onSpinWait(); // tmux tells the terminal of its new size when it likes
    }
    System.out.print(CLEARED);
    System.out.flush();
    var home = Path.of(settings.get("folder"));
    for (var name : List.of("rc", "file")) {
      if (settings.containsKey(name)) {
        Files.writeString(home.resolve(name + ".mjs"), settings.get(name));
      }
    }
    return Shell.on(new Shell.Settings(home, home,
        () -> node(Integer.parseInt(settings.getOrDefault("peers", "0")),
            settings.getOrDefault("containers", "no").equals("yes"), bell),
        "this node",
        LimitSource.NONE, settings.getOrDefault("editor", "vi"),
        new DemoContacts()), desk,
        () -> new Kept(Shell.lines(terminal,
            !settings.getOrDefault("colour", "yes").equals("no"), desk)),
        settings.getOrDefault("clock", "runs").equals("stands") ? () -> 0L : System::nanoTime);
  }

  private static Node node(int peers, boolean containers, CountDownLatch bell) {
    var demo = new DemoFamily(bell);
    var node = Node.open(containers
        ? List.of(demo, new DemoContainers("local"))
        : List.of(demo));
    for (int i = 1; i <= peers; i++) {
      var peer = "w" + i;
      var overlay = new PeerOverlay(node.registry());
      overlay.addImported(Stream.concat(DemoFamily.imports(peer).stream(), containers
          ? new DemoContainers(peer).operations().stream().map(ConsoleMain::imported)
          : Stream.of()).toList());
      node.peers().attach(peer, overlay);
    }
    return node;
  }

  private static Operation imported(Operation local) {
    return new Operation(local.spec(), local.handler(), Provenance.FROM_CALL, null,
        ScopedEnv.none());
  }

  /// Lines on a terminal that stays open for the next shell: what comes late is not shown there.
  private static final class Kept implements Lines {
    private final Lines lines;
    private boolean closed;

    Kept(Lines lines) {
      this.lines = lines;
    }

    @Override
    public boolean attended() {
      return lines.attended();
    }

    @Override
    public Line read(Prompt prompt) throws IOException, InterruptedException {
      return lines.read(prompt);
    }

    @Override
    public synchronized void print(String text) {
      if (!closed) {
        lines.print(text);
      }
    }

    @Override
    public void page(String text) {
      lines.page(text);
    }

    @Override
    public void wear(Theme theme) {
      lines.wear(theme);
    }

    @Override
    public synchronized void complain(String text) {
      if (!closed) {
        lines.complain(text);
      }
    }

    @Override
    public void keeps(String name) {
      lines.keeps(name);
    }

    @Override
    public synchronized boolean status(String text) {
      return !closed && lines.status(text);
    }

    @Override
    public long patienceMillis() {
      return lines.patienceMillis() < MOMENT_MILLIS ? lines.patienceMillis() : PATIENT_MILLIS;
    }

    @Override
    public void drain() throws InterruptedException {
      lines.drain();
    }

    @Override
    public Look look() {
      return lines.look();
    }

    @Override
    public int height() {
      return lines.height();
    }

    @Override
    public boolean lend(Borrower borrower) throws IOException, InterruptedException {
      return lines.lend(borrower);
    }

    @Override
    public void onKeys(Keys keys) {
      lines.onKeys(keys);
    }

    @Override
    public synchronized void close() {
      closed = true;
      try {
        lines.drain();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
