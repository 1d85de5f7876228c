package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.ScreenText;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.promotion.Promotion;
import dev.alknet.runtime.promotion.Promotions;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/// `.promote`: keeps an operation that the session has registered for review, as `script/promote` does,
/// when its recorded calls go the same way again behind the wall.
record PromoteCommand(Shell.Settings settings, Desk desk, Lines lines, Evaluations evaluations) {
  void run(String argument) throws IOException, InterruptedException {
    if (argument.isEmpty()) {
      lines.warn("which operation? .promote NAME, of one that env.register has made here");
      return;
    }
    var name = argument.replaceFirst("^ops\\.", "").replace('.', '/');
    var recording = desk.boot().session().recording(name);
    if (recording.isEmpty()) {
      lines.warn("this session has registered no operation " + name);
      return;
    }
    var promotion = Promotion.of(name, recording.get(), Node.OPERATOR.id(),
        Node.OPERATOR.scopes(), Instant.now());
    var promotions = Promotions.in(settings.home());
    try {
      var kept = evaluations.foreground().awaiting(() -> tried(promotion, promotions));
      lines.print("kept for review: " + promotions.place(kept) + "\nits test passes ("
          + promotion.calls().size() + " of its calls); see: alk promotion show " + kept);
    } catch (CallException e) {
      lines.warn(refusal(e.error()));
    } finally {
      lines.status("");
    }
  }

  private String tried(Promotion promotion, Promotions promotions)
      throws IOException, InterruptedException {
    lines.status("starting a worker to try it in");
    return promotions.keepTested(promotion,
        desk.boot().node().rehearsal(settings.limits().read().tried()),
        call -> lines.status("trying call %d of %d".formatted(call, promotion.calls().size())));
  }

  private String refusal(CallError error) {
    var details = error.details();
    if (error.code().equals(Promotions.NOT_REPRODUCIBLE) && details != null) {
      return notReproducible(details);
    }
    return Set.of(Promotions.NOT_RECORDED, Promotions.TOO_MANY).contains(error.code())
        ? wrapped(error.message())
        : FailureText.of(error, lines.look());
  }

  private String notReproducible(JsonNode details) {
    var text = new StringBuilder("not kept: tried by itself, it does not do the same again");
    details.path("differences")
        .forEach(difference -> text.append('\n')
            .append(wrapped("  " + ScreenText.safe(difference.asText()))));
    return text.append('\n')
        .append(wrapped("it must not need variables of this session, peers, chance or the time"))
        .toString();
  }

  private String wrapped(String text) {
    return ScreenText.wrap(text, lines.look().width(), "  ");
  }
}
