package dev.alknet.repl.shell;

import dev.alknet.runtime.script.RunningLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
      return Jobs.mark(number);
    }

    Duration age() {
      return Duration.ofNanos(System.nanoTime() - since);
    }
  }

  private final ConcurrentSkipListMap<Integer, Job> jobs = new ConcurrentSkipListMap<>();
  private final ConcurrentHashMap<Input, Integer> beginning = new ConcurrentHashMap<>();

  /// Keeps the lowest free number for an input that is about to begin behind the prompt, and answers its mark.
  synchronized String reserve(Input input) {
    var number = free();
    beginning.put(input, number);
    return mark(number);
  }

  /// An input has begun, or never will.
  synchronized void release(Input input) {
    beginning.remove(input);
  }

  /// Takes a line in, under the number that is reserved for it or the lowest free one.
  synchronized Job add(Input input, RunningLine line, long since) {
    var reserved = beginning.get(input);
    var job = new Job(reserved == null ? free() : reserved, input, line, since);
    jobs.put(job.number(), job);
    return job;
  }

  private int free() {
    int number = 1;
    while (jobs.containsKey(number) || beginning.containsValue(number)) {
      number++;
    }
    return number;
  }

  private static String mark(int number) {
    return "[" + number + "] ";
  }

  /// Forgets a job; false when somebody has taken it out already.
  boolean remove(Job job) {
    return jobs.remove(job.number(), job);
  }

  /// Before what comes of this input, if it is behind the prompt.
  Optional<String> mark(Input input) {
    var number = beginning.get(input);
    return number == null
        ? jobs.values().stream().filter(job -> job.input.equals(input)).map(Job::mark).findFirst()
        : Optional.of(mark(number));
  }

  List<Job> all() {
    return List.copyOf(jobs.values());
  }

  /// The job of this number; the newest one when nothing is said.
  Optional<Job> find(String number) {
    if (number.isEmpty()) {
      return Optional.ofNullable(jobs.lastEntry()).map(Map.Entry::getValue);
    }
    var digits = number.replaceFirst("^%", "");
    return digits.matches("[0-9]{1,6}")
        ? Optional.ofNullable(jobs.get(Integer.valueOf(digits)))
        : Optional.empty();
  }
}
