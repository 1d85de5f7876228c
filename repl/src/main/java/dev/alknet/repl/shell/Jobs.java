package dev.alknet.repl.shell;

import dev.alknet.runtime.script.RunningLine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// What runs behind the prompt.
final class Jobs {
  /// One of them: its number, what was typed, and since when, in nanoseconds, it runs.
  record Job(int number, Input input, RunningLine line, long since) {
    String code() {
      return input.code();
    }

    /// Before what comes of it: `[1] `.
    String mark() {
      return "[" + number + "] ";
    }

    Duration age() {
      return Duration.ofNanos(System.nanoTime() - since);
    }
  }

  private final ConcurrentSkipListMap<Integer, Job> jobs = new ConcurrentSkipListMap<>();

  /// Takes a line in, under the lowest free number.
  synchronized Job add(Input input, RunningLine line, long since) {
    int number = 1;
    while (jobs.containsKey(number)) {
      number++;
    }
    var job = new Job(number, input, line, since);
    jobs.put(number, job);
    return job;
  }

  /// Forgets a job; false when somebody has taken it out already.
  boolean remove(Job job) {
    return jobs.remove(job.number(), job);
  }

  /// The job that evaluates this, if it is behind the prompt.
  Optional<Job> of(Input input) {
    return jobs.values().stream().filter(job -> job.input.equals(input)).findFirst();
  }

  List<Job> all() {
    return List.copyOf(jobs.values());
  }

  /// The job of this number; the newest one when nothing is said.
  Optional<Job> find(String number) {
    if (number.isEmpty()) {
      return Optional.ofNullable(jobs.lastEntry()).map(java.util.Map.Entry::getValue);
    }
    var digits = number.replaceFirst("^%", "");
    return digits.matches("[0-9]{1,6}")
        ? Optional.ofNullable(jobs.get(Integer.valueOf(digits)))
        : Optional.empty();
  }
}
