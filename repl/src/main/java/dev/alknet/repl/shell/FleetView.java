package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.repl.live.FleetLook;
import dev.alknet.repl.live.FleetNode;
import dev.alknet.repl.live.FleetPage;
import dev.alknet.repl.live.FleetStep;
import dev.alknet.repl.live.FleetTable;
import dev.alknet.repl.live.FleetWatch;
import dev.alknet.repl.live.LogFeed;
import dev.alknet.repl.live.LogSource;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.node.NodeLoad;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jline.terminal.Terminal;

/// `.fleet`: all nodes on the whole screen, looked at again and again, with ways into each of them. Where
/// there is no screen, a table of how they are now.
record FleetView(Desk desk, Lines lines) {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final int TAIL = 200;

  void run() throws IOException, InterruptedException {
    var env = desk.boot().operations();
    var node = desk.boot().node();
    var look = new FleetLook(env, desk.boot().ownOperations(),
        () -> NodeLoad.put(JsonNodeFactory.instance.objectNode(), node.dispatcher()));
    var page = new FleetPage();
    if (!lines.lend(terminal -> show(page, look, terminal))) {
      lines.print(String.join("\n", FleetTable.nodes(look.nodes(), lines.look())));
    }
  }

  private void show(FleetPage page, FleetLook look, Terminal terminal)
      throws IOException, InterruptedException {
    var watch = Thread.ofVirtual().name("fleet").start(() -> watch(page, look));
    FleetStep step = new FleetStep.Stay();
    try {
      while (!(step instanceof FleetStep.Leave)) {
        try (var screen = FullScreen.open(terminal)) {
          step = choose(page, screen);
          if (step instanceof FleetStep.Logs(var node, var box)) {
            log(node, box).show(screen);
          }
        }
        if (step instanceof FleetStep.Attach(var node, var box)) {
          attach(page, node, box, terminal);
        }
      }
    } finally {
      watch.interrupt();
    }
  }

  /// Until something is asked for that needs more than this page.
  private FleetStep choose(FleetPage page, FullScreen screen)
      throws IOException, InterruptedException {
    while (true) {
      screen.draw(page.lines(lines.look(), screen.rows()));
      var press = screen.next();
      var step = press.isEmpty() ? new FleetStep.Stay() : page.press(press.get());
      switch (step) {
        case FleetStep.Stay _ -> {
        }
        case FleetStep.Stop(var node, var box) ->
          Thread.ofVirtual().name("stop").start(() -> stop(page, node, box));
        case FleetStep.Leave _, FleetStep.Logs _, FleetStep.Attach _ -> {
          return step;
        }
      }
    }
  }

  private static void watch(FleetPage page, FleetLook look) {
    try {
      new FleetWatch(look, PERIOD, page::show).run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private LogView log(FleetNode node, FleetNode.Box box) throws IOException, InterruptedException {
    return new LogView(lines, desk.boot().operations(),
        List.of(new LogSource(node.peer(), box.id(), box.name())), new LogFeed.Wish(TAIL, true));
  }

  private void attach(FleetPage page, FleetNode node, FleetNode.Box box, Terminal terminal)
      throws IOException, InterruptedException {
    try {
      page.say(new TerminalSession(env(node)).attach(box.name(), terminal));
    } catch (CallException e) {
      page.say(e.error().code() + ": " + e.error().message());
    }
  }

  private void stop(FleetPage page, FleetNode node, FleetNode.Box box) {
    page.say("stopping " + box.name() + " …");
    try {
      if (box.provider().equals("docker")) {
        env(node).invoke("docker/container/stop", JsonNodeFactory.instance.objectNode()
            .put("containerId", box.id()));
      } else {
        env(node).invoke("container/remove", JsonNodeFactory.instance.objectNode()
            .put("id", box.id())
            .put("force", true));
      }
      page.say("stopped " + box.name());
    } catch (CallException e) {
      page.say(e.error().code() + ": " + e.error().message());
    } catch (IOException e) {
      page.say(String.valueOf(e.getMessage()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Env env(FleetNode node) throws IOException, InterruptedException {
    var env = desk.boot().operations();
    return node.peer().isEmpty() ? env : env.peer(node.peer());
  }
}
