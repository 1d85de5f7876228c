package dev.alknet.repl.shell;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.repl.render.FailureText;
import dev.alknet.repl.render.ReceiptText;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.AbortReceipt;
import dev.alknet.runtime.script.Evaluation;
import dev.alknet.runtime.script.LineItems;
import dev.alknet.runtime.script.RunningLine;
import dev.alknet.runtime.script.SessionEnd;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Evaluates lines, before the prompt or behind it, and shows what comes of them.
///
/// Used by the thread that reads inputs; what is behind the prompt ends on threads of its own.
final class Evaluations {
  private static final Logger LOG = System.getLogger(Evaluations.class.getName());
  /// Why a line was stopped, where nobody has asked for it.
  private static final Set<String> TOLD = Set.of(CallError.RESOURCE_LIMIT, SessionEnd.CODE);

  private final Lines lines;
  private final Bars bars;
  private final Boot boot;
  private final Foreground foreground = new Foreground();
  private final Jobs jobs;
  private final Presentation presentation;
  private volatile boolean failed;
  private int kept;
  private final CopyOnWriteArrayList<Input> done = new CopyOnWriteArrayList<>();

  Evaluations(Lines lines, Boot boot, Jobs jobs) {
    this.jobs = jobs;
    this.lines = lines;
    this.bars = new Bars(lines);
    this.boot = boot;
    this.presentation = new Presentation(lines, boot);
    boot.onRenewed(this::forget);
  }

  Presentation presentation() {
    return presentation;
  }

  /// All that were evaluated without failing, in order.
  List<Input> done() {
    return List.copyOf(done);
  }

  /// The peer where calls go; empty for none in particular.
  String peer() {
    return boot.used();
  }

  /// From now on calls go to this peer; to none in particular when it is empty.
  void use(String id) throws IOException, InterruptedException {
    boot.use(id);
  }

  /// How far what the prompt waits for is.
  Bars bars() {
    return bars;
  }

  Jobs jobs() {
    return jobs;
  }

  Foreground foreground() {
    return foreground;
  }

  /// Whether something that was evaluated has failed.
  boolean failed() {
    return failed;
  }

  /// Evaluates a line as it was typed.
  void answer(Code code) throws IOException, InterruptedException {
    if (code.behind()) {
      behind(code.text());
    } else {
      run(code.text());
    }
  }

  /// Evaluates, waits and shows; false when it failed or somebody did not want to wait.
  boolean run(String code) throws IOException, InterruptedException {
    return run(new Input(code));
  }

  /// The same for code from anywhere.
  boolean run(Input input) throws IOException, InterruptedException {
    var since = System.nanoTime();
    bars.open();
    try {
      return wait(input, begin(input, followed(input)), since);
    } catch (RuntimeException | Error e) {
      showBug(e);
      return false;
    } finally {
      bars.close();
    }
  }

  /// Evaluates again and again, with a pause in between, until that fails or Ctrl-C is pressed: each
  /// result in the place of the one before it under `title`, where a screen can do that. All of it is one
  /// line of the session: it keeps the last result only.
  void repeat(String code, long pauseMillis, String title)
      throws IOException, InterruptedException {
    var input = new Input(code);
    var standing = "";
    bars.open();
    try {
      do {
        var since = System.nanoTime();
        var line = begin(input, followed(input));
        var why = foreground.await(line);
        if (why != Foreground.Why.OVER
            || !(line.await() instanceof Evaluation.Finished result)) {
          leave(standing);
          if (why == Foreground.Why.STOPPED) {
            stop(line, () -> showLeft(input, line));
          } else {
            conclude(why, input, line, since);
          }
          return;
        }
        note(input, result);
        var text = result.undefined() ? "" : text(input, result);
        if (lines.status(title + "\n" + text)) {
          standing = text;
        } else {
          lines.print((title + "\n" + text).stripTrailing());
        }
      } while (foreground.pause(pauseMillis));
      leave(standing);
    } finally {
      bars.close();
    }
  }

  private void leave(String standing) {
    if (!standing.isEmpty()) {
      lines.print(standing);
    }
  }

  /// Evaluates and waits; absent when it failed, which is shown, or gave nothing that JSON can say.
  Optional<JsonNode> value(String code, LineItems items) throws IOException, InterruptedException {
    var input = new Input(code);
    bars.open();
    var line = begin(input, items);
    switch (foreground.await(line)) {
      case OVER -> {
        bars.close();
        if (line.await() instanceof Evaluation.Finished done) {
          note(input, done);
          return Optional.ofNullable(done.json());
        }
        show(input, line, "");
      }
      case STOPPED -> stop(input, line, "interrupted");
      case SENT_BEHIND -> keep(input, line, System.nanoTime());
    }
    return Optional.empty();
  }

  /// Waits again for a job; one that ends at this moment shows itself.
  void bringBack(Jobs.Job job) throws InterruptedException {
    if (jobs.remove(job)) {
      bars.open();
      wait(job.input(), job.line(), job.since());
    }
  }

  /// Stops a job and waits for its receipt, or a moment.
  void stop(Jobs.Job job) throws InterruptedException {
    if (jobs.remove(job)) {
      stop(job.input(), job.line(), "stopped job " + job.number());
    }
  }

  /// Stops all jobs, because the shell ends.
  void stopAll() {
    jobs.all().forEach(job -> job.line().abort());
  }

  /// Waits so long; false when Ctrl-C was pressed.
  boolean pause(long millis) throws InterruptedException {
    return foreground.pause(millis);
  }

  private void behind(String code) throws IOException, InterruptedException {
    var input = new Input(code);
    announce(jobs.reserve(input), input);
    try {
      attach(input, begin(input, followed(input)), System.nanoTime());
    } catch (RuntimeException | Error e) {
      showBug(e);
    } finally {
      jobs.release(input);
    }
  }

  private Followed followed(Input input) {
    return new Followed(lines, bars, () -> jobs.mark(input).orElse(""));
  }

  private RunningLine begin(Input input, LineItems items) throws IOException, InterruptedException {
    var session = boot.working();
    input.goesTo(boot.used());
    return session.start(input.code(), input.source(), input.number(), items);
  }

  private boolean wait(Input input, RunningLine line, long since) throws InterruptedException {
    return conclude(foreground.await(line), input, line, since);
  }

  private boolean conclude(Foreground.Why why, Input input, RunningLine line, long since)
      throws InterruptedException {
    switch (why) {
      case OVER -> {
        bars.close();
        return show(input, line, "");
      }
      case STOPPED -> stop(input, line, "interrupted");
      case SENT_BEHIND -> {
        bars.close();
        keep(input, line, since);
      }
    }
    return false;
  }

  private void stop(Input input, RunningLine line, String cause) throws InterruptedException {
    stop(line, () -> showStopped(input, line, cause));
  }

  private void stop(RunningLine line, Runnable show) throws InterruptedException {
    line.abort();
    bars.close();
    if (line.await(lines.patienceMillis())) {
      show.run();
    } else {
      line.onEnd(show);
    }
  }

  private void keep(Input input, RunningLine line, long since) {
    announce(jobs.reserve(input), input);
    try {
      attach(input, line, since);
    } finally {
      jobs.release(input);
    }
  }

  private void announce(String mark, Input input) {
    lines.print(lines.look().faint(mark + Code.title(input.code())));
  }

  private void attach(Input input, RunningLine line, long since) {
    var job = jobs.add(input, line, since);
    line.onEnd(() -> {
      if (jobs.remove(job)) {
        show(input, line, job.mark());
      }
    });
  }

  /// Shows how a line has ended; a bug met on the way is shown like a failure, and the shell goes on.
  private boolean show(Input input, RunningLine line, String before) {
    try {
      return switch (line.await()) {
        case Evaluation.Finished done -> {
          finished(input, done, before);
          yield true;
        }
        case Evaluation.Failed(var failure, var receipt) -> {
          failed = true;
          lines.complain(before + FailureText.of(failure, lines.look()));
          var advice = new Advice(boot).on(input.code(), failure);
          if (!advice.isEmpty()) {
            lines.complain(lines.look().faint(advice));
          }
          if (!receipt.equals(AbortReceipt.NOTHING)) {
            lines.complain(ReceiptText.of("cleaned up", receipt));
          }
          yield false;
        }
        case Evaluation.Aborted(var reason, var receipt) -> {
          var told = TOLD.contains(reason.code());
          failed |= told;
          lines.complain(before + ReceiptText.of(told ? said(reason) : "interrupted", receipt));
          yield false;
        }
      };
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      showBug(e);
    }
    return false;
  }

  /// Nobody has to open a new session here: the shell does.
  private static String said(CallError reason) {
    var details = reason.details();
    return reason.code().equals(SessionEnd.CODE) && details != null
        ? "the session has ended (" + details.path("why").asText() + ")"
        : reason.message();
  }

  private void showStopped(Input input, RunningLine line, String cause) {
    try {
      switch (line.await()) {
        case Evaluation.Aborted(_, var receipt) -> lines.complain(ReceiptText.of(cause, receipt));
        case Evaluation.Finished _, Evaluation.Failed _ -> show(input, line, "");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Of a repetition that is over, between two results or in one: only what it leaves, or why it failed.
  private void showLeft(Input input, RunningLine line) {
    try {
      switch (line.await()) {
        case Evaluation.Finished _ -> {
        }
        case Evaluation.Aborted(var reason, var receipt) when receipt.equals(AbortReceipt.NOTHING)
            && !TOLD.contains(reason.code()) ->
          {
          }
        case Evaluation.Aborted _, Evaluation.Failed _ -> showStopped(input, line, "interrupted");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void finished(Input input, Evaluation.Finished done, String before) {
    note(input, done);
    if (!done.undefined()) {
      var text = text(input, done);
      if (before.isEmpty()) {
        lines.page(text);
      } else {
        lines.print(text.contains("\n") ? before + "\n" + text : before + text);
      }
    } else if (!before.isEmpty()) {
      lines.print(lines.look().faint(before + "done"));
    }
  }

  private String text(Input input, Evaluation.Finished done) {
    var json = done.json();
    return json == null ? done.display() : presentation.text(input.code(), json);
  }

  /// Another session counts anew, and knows nothing of the lines of this one.
  private void forget() {
    synchronized (this) {
      kept = 0;
      lines.keeps("");
    }
    done.clear();
  }

  /// Results of several inputs may come at once; the last one is the one that is named.
  private synchronized void number(Input input) {
    input.gave(() -> ++kept);
    lines.keeps("_" + input.number());
  }

  private void note(Input input, Evaluation.Finished end) {
    done.addIfAbsent(input);
    if (end.undefined()) {
      presentation.learn(input.code());
    } else {
      number(input);
      presentation.learn(input.code(), "_", "_" + input.number());
    }
  }

  /// Shows a bug of ours like a failure.
  void showBug(Throwable bug) {
    failed = true;
    LOG.log(Level.DEBUG, "an evaluation has met a bug", bug);
    lines.complain(FailureText.ofBug(bug));
  }
}
