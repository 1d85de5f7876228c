package dev.alknet.stdlib.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/// Sends a signal to what an exec has started, from inside its container.
///
/// The Engine API cannot signal an exec. So a small script goes over the processes that the
/// container sees and picks those that bear the mark of the exec, and with them everything in their
/// sessions: an exec has a session of its own, which stays when a process clears its environment.
/// It needs `/bin/sh` and nothing else of the image, and runs as the user of the exec, with no more
/// rights. Source: ruling 13.
record ExecSignal(Exec exec) {
  private static final Pattern NO_SUCH_PROGRAM =
      Pattern.compile("/bin/sh.*(no such file|not found)", Pattern.DOTALL);

  private static final int NOBODY_FOUND = 3;

  /// `$1` mark, `$2` session or nothing, `$3` signal. With KILL it goes on until nobody is left. Who
  /// vanishes during a look may have left a child that was not there when it began, and who becomes
  /// another program has no environment for a moment: then it looks again, but not for ever.
  private static final String SCRIPT =
      """
      known=" $2 "; rounds=0; clear=0; found=3
      field() { state=$1; session=$4; }
      look() {
        state=X; session=0; stat=
        IFS= read -r stat < $1/stat || { [ -d $1 ] || blur=1; return 1; }
        field ${stat##*) }
        [ "$state" != Z ] && [ "$state" != X ] && [ $session -gt 1 ]
      }
      marked() {
        none=1; line=
        while IFS= read -r line || [ -n "$line" ]; do
          none=
          case $line in *"$mark"*) return 0;; esac
          line=
        done < $1/environ
        [ -n "$none" ] && { [ -r $1/environ ] || [ ! -d $1 ]; } && blur=1
        return 1
      }
      mark=ALKNET_EXEC=$1; signal=$3
      while [ $rounds -lt 100 ]; do
        rounds=$((rounds + 1)); hits=; blur=; more=1
        while [ -n "$more" ]; do
          hits=; more=
          for dir in /proc/[0-9]*; do
            look $dir || continue
            case $known in *" $session "*) hits="$hits ${dir#/proc/}"; continue;; esac
            marked $dir && known="$known$session " && more=1
          done
        done
        if [ -n "$hits" ]; then
          found=0
          kill -s $signal $hits
          [ $signal = KILL ] || exit 0
        else
          clear=$((clear + 1))
          [ -n "$blur" ] && [ $clear -lt 3 ] || exit $found
        fi
      done 2>/dev/null
      exit 1""";

  /// What came of it.
  enum Result {
    /// It was sent, and with KILL nobody is left who could be reached.
    DONE,
    /// Nobody was there who could be reached.
    NOBODY,
    /// Somebody is left.
    FAILED,
    /// The image has no `/bin/sh`.
    NO_SHELL
  }

  /// Sends `signal` (such as KILL); `session` is the number of the exec's session inside the
  /// container if that is known, and empty otherwise.
  Result send(String signal, String session) throws IOException, InterruptedException {
    var plan = exec.plan()
        .running(List.of("/bin/sh", "-c", SCRIPT, "alknet", exec.mark(), session, signal));
    var answer = exec.daemon()
        .ask(EngineRequest
            .post(Paths.container(plan.containerId(), "exec"), plan.toJson()));
    var sender = new Exec(exec.daemon(), plan, answer.path("Id").asText(), "");
    try (var exchange = sender.start()) {
      var said = new String(exchange.body().readAllBytes(), UTF_8);
      return switch (sender.exitCode()) {
        case 0 -> Result.DONE;
        case NOBODY_FOUND -> Result.NOBODY;
        default -> refused(said);
      };
    } catch (DaemonRefusal e) {
      if (refused(e.text()) == Result.NO_SHELL) {
        return Result.NO_SHELL;
      }
      throw e;
    }
  }

  /// A daemon tells by its words alone why a program was not started.
  private static Result refused(String words) {
    return NO_SUCH_PROGRAM.matcher(words).find() ? Result.NO_SHELL : Result.FAILED;
  }
}
