package dev.alknet.runtime.registry;

import java.util.List;
import java.util.function.Supplier;

/// Hears the steps of a decision while it is made.
@FunctionalInterface
interface Trace {
  /// Hears nothing, and costs nothing.
  Trace NONE = (_, _, _) -> {};

  /// One step; the words are made only for whoever wants them.
  void step(Step.Stage stage, Step.Result result, Supplier<String> finding);

  default void passed(Step.Stage stage, Supplier<String> finding) {
    step(stage, Step.Result.PASSED, finding);
  }

  default void refused(Step.Stage stage, Supplier<String> finding) {
    step(stage, Step.Result.REFUSED, finding);
  }

  default void open(Step.Stage stage, Supplier<String> finding) {
    step(stage, Step.Result.OPEN, finding);
  }

  /// A trace that adds every step to `steps`.
  static Trace into(List<Step> steps) {
    return (stage, result, finding) -> steps.add(new Step(stage, result, finding.get()));
  }
}
