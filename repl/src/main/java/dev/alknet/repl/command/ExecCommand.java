package dev.alknet.repl.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `alk exec`: one more program in a running Docker container, with this program's input and output.
@Command(name = "exec", description = {"Runs a program in a running Docker container.", "",
    "Ends with its exit code. Breaking off (Ctrl-C without -t) ends the program and what it has",
    "started. With -t, Ctrl-P Ctrl-Q leaves it running."},
    footer = {
        "  alk exec web ls -l /etc",
        "  alk exec -it web sh",
        "  echo hello | alk exec -i web cat",
        "  alk exec -it --connect --peer worker-1 web sh"})
final class ExecCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = {"-i", "--interactive"}, description = "it reads standard input")
  private boolean interactive;

  @Option(names = {"-t", "--tty"}, description = "it has a terminal: this one")
  private boolean tty;

  @Option(names = {"-e", "--env"}, paramLabel = "NAME=VALUE",
      description = "an environment variable; as often as needed")
  private Map<String, String> env = new LinkedHashMap<>();

  @Option(names = {"-u", "--user"}, paramLabel = "USER", description = "whom it runs as")
  private @Nullable String user;

  @Option(names = {"-w", "--workdir"}, paramLabel = "DIR", description = "where it starts")
  private @Nullable String folder;

  @Mixin
  private PeerOptions where = new PeerOptions();

  @Parameters(index = "0", paramLabel = "CONTAINER", description = "its name or id")
  private String container = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD",
      description = "the program and its arguments")
  private List<String> command = List.of();

  ExecCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (tty && interactive && !Screen.attended()) {
      throw alk.usage("-t needs a terminal at both ends; without one leave it out");
    }
    var input = ContainerWork.named(container)
        .put("tty", tty)
        .put("stdin", interactive);
    command.forEach(input.putArray("cmd")::add);
    var variables = input.putObject("env");
    env.forEach(variables::put);
    if (user != null) {
      input.put("user", user);
    }
    if (folder != null) {
      input.put("workingDirectory", folder);
    }
    var conversation = new Conversation(alk, "docker/container/exec", tty && interactive,
        interactive, Conversation.OnInterrupt.BREAK_OFF);
    return new ContainerWork(alk, where.place(alk))
        .run((reach, call) -> conversation.run(reach, call, input));
  }
}
