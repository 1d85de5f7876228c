package dev.alknet.repl.shell;

import dev.alknet.repl.copy.ContainerCopy;
import dev.alknet.repl.copy.CopyPlace;
import dev.alknet.repl.copy.CopyProgress;
import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.ScreenText;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.ProtocolCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/// `.cp`: files into a container and out of it, on any node.
record CopyCommands(Desk desk, Lines lines, Evaluations evaluations) {
  private static final Pattern OPERATION = Pattern.compile("docker/container/copy-(?:in|out)");

  void run(Command command, String argument) throws IOException, InterruptedException {
    var words = Words.of(argument);
    if (words.size() != 2) {
      lines.warn("what, and where to? " + command.usage());
      return;
    }
    var from = place(words.getFirst());
    var to = place(words.getLast());
    if (!CopyPlace.differ(from, to)) {
      lines.warn(CopyPlace.ONE_OF_BOTH);
      return;
    }
    copy(words.getFirst(), from, to);
  }

  private CopyPlace place(String typed) {
    return CopyPlace.parse(desk.files().withHome(typed), desk.files().folder());
  }

  private void copy(String name, CopyPlace from, CopyPlace to)
      throws IOException, InterruptedException {
    var env = env(from instanceof CopyPlace.There there ? there : (CopyPlace.There) to);
    var said = "";
    var done = false;
    try (var progress = CopyProgress.open(name, so -> lines.status(so.line(lines.look())))) {
      said = evaluations.foreground().awaiting(() -> {
        new ContainerCopy(env, progress).copy(bare(from), bare(to));
        return progress.sum();
      });
      done = true;
    } catch (InterruptedException | InterruptedIOException _) {
      said = "interrupted";
    } catch (CallException e) {
      lines.status("");
      lines.complain(FailureText.of(e.error(), lines.look()));
      advise(e.error());
      return;
    } catch (IOException e) {
      said = ScreenText.safe(sentence(e, name, from));
    }
    lines.status("");
    if (done) {
      lines.say(said);
    } else {
      lines.warn(said);
    }
  }

  /// What is not granted to this node does not exist for it.
  private void advise(CallError error) {
    var refused = OPERATION.matcher(error.message());
    if (error.is(ProtocolCode.NOT_FOUND) && refused.find()) {
      lines.complain(lines.look()
          .faint(".can %s, behind .use if it is a peer's, says why".formatted(refused.group())));
    }
  }

  private static String sentence(IOException failure, String name, CopyPlace from) {
    return switch (failure) {
      case NoSuchFileException missing -> "there is no file "
          + (isOf(from, String.valueOf(missing.getFile())) ? name : missing.getFile());
      case AccessDeniedException denied -> "permission denied: " + denied.getFile();
      default -> String.valueOf(failure.getMessage());
    };
  }

  private static boolean isOf(CopyPlace place, String file) {
    return place instanceof CopyPlace.Here(var path, _, _) && path.toString().equals(file);
  }

  /// The operations of the node that a container is on.
  private Env env(CopyPlace.There place) throws IOException, InterruptedException {
    var slash = place.container().indexOf('/');
    return slash < 0
        ? desk.boot().usedOperations()
        : desk.boot().operations(place.container().substring(0, slash));
  }

  /// Without the name of the node.
  private static CopyPlace bare(CopyPlace place) {
    return place instanceof CopyPlace.There(var container, var path)
        ? new CopyPlace.There(container.substring(container.indexOf('/') + 1), path)
        : place;
  }
}
