package dev.alknet.repl.command;

import dev.alknet.repl.copy.ContainerCopy;
import dev.alknet.repl.copy.CopyPlace;
import dev.alknet.repl.copy.CopyProgress;
import dev.alknet.runtime.call.Env;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `alk cp`: files into a Docker container and out of it.
@Command(name = "cp", description = {
    "Copies files and folders between this machine and a Docker container.", "",
    "Into a folder that is there it goes under its own name, else it gets the name that is given.",
    "Only files and links are replaced, never folders; what is there on this machine keeps its",
    "rights. A link that is named is followed. Of FOLDER/. all that is in it is copied. Ctrl-C",
    "leaves no half of a file on this machine; in the container the last one may be cut short."},
    footer = {
        "  alk cp web:/etc/nginx/nginx.conf .",
        "  alk cp site/. web:/usr/share/nginx/html",
        "  alk cp --connect --peer worker-1 web:/var/log logs"})
final class CopyCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Mixin
  private PeerOptions where = new PeerOptions();

  @Parameters(index = "0", paramLabel = "FROM",
      description = "CONTAINER:PATH, or a path of this machine; one with a colon begins with / or .")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "the other of both")
  private String to = "";

  CopyCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var folder = Path.of("").toAbsolutePath();
    var source = CopyPlace.parse(from, folder);
    var target = CopyPlace.parse(to, folder);
    if (!CopyPlace.differ(source, target)) {
      throw alk.usage(CopyPlace.ONE_OF_BOTH);
    }
    refusePeer(source);
    refusePeer(target);
    return new ContainerWork(alk, where.place(alk)).run((env, _) -> {
      var sum = copy(env, source, target);
      alk.streams().out().println(sum);
      return ExitCode.FINE.number();
    });
  }

  /// The shell has names such as `w1/web`; here an option says on which node the container is.
  private void refusePeer(CopyPlace place) {
    if (place instanceof CopyPlace.There(var container, var path) && container.contains("/")) {
      var slash = container.indexOf('/');
      throw alk.usage("a container of a peer is named by --connect --peer %s and %s:%s".formatted(
          container.substring(0, slash), container.substring(slash + 1), path));
    }
  }

  /// Answers what it was; the line that says how far it is goes before anything else is said.
  private String copy(Env env, CopyPlace source, CopyPlace target)
      throws IOException, InterruptedException {
    var status = new StatusLine(alk.streams());
    var look = Screen.look();
    var progress = CopyProgress.open(from, so -> status.show(so.line(look)));
    try {
      new ContainerCopy(env, progress).copy(source, target);
      return progress.sum();
    } finally {
      progress.close();
      status.show("");
    }
  }
}
