package dev.alknet.repl.command;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alk attach`: this program's input and output become those of a Docker container's program.
@Command(name = "attach", description = {"Talks to the program of a running Docker container.", "",
    "Ends with its exit code. Ctrl-C goes to the container. Where that has a terminal,",
    "Ctrl-P Ctrl-Q leaves it running."},
    footer = {
        "  alk attach web",
        "  alk attach --no-stdin web",
        "  alk attach --connect --peer worker-1 web"})
final class AttachCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = "--no-stdin", description = "listen only")
  private boolean listening;

  @Mixin
  private PeerOptions where = new PeerOptions();

  @Parameters(index = "0", paramLabel = "CONTAINER", description = "its name or id")
  private String container = "";

  AttachCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new ContainerWork(alk, where.place(alk)).run((env, call) -> {
      var named = ContainerWork.named(container);
      var document = env.invoke("docker/container/inspect", named);
      if (!document.path("State").path("Running").asBoolean()) {
        alk.streams().err().println("the container does not run; start it first: " + container);
        return ExitCode.FAILED.number();
      }
      var config = document.path("Config");
      var stdin = !listening && config.path("OpenStdin").asBoolean();
      var terminal = stdin && config.path("Tty").asBoolean() && Screen.attended();
      return new Conversation(alk, "docker/container/attach", terminal, stdin,
          Conversation.OnInterrupt.PASS_ON).run(env, call, named.put("stdin", stdin));
    });
  }
}
