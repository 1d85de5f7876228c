package dev.alknet.runtime.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Describes an operation step by step; begin with [OperationSpec#query] and its siblings.
///
/// Unless said otherwise an operation is external, open to everybody and takes and gives any JSON.
public final class OperationSpecBuilder {
  private final OperationName name;
  private final OperationKind kind;
  private final List<ErrorDefinition> errors = new ArrayList<>();
  private Visibility visibility = Visibility.EXTERNAL;
  private String description = "";
  private Schema input = Schema.ANY;
  private Schema output = Schema.ANY;
  private AccessControl access = AccessControl.OPEN;
  private @Nullable ResourceIdPath resourceIdPath;
  private Duration timeout;
  private boolean raw;
  private boolean forwardsErrors;
  private @Nullable Holding holding;
  private boolean changes;

  OperationSpecBuilder(OperationName name, OperationKind kind) {
    this.name = name;
    this.kind = kind;
    this.timeout = kind == OperationKind.SUBSCRIPTION
        ? OperationSpec.UNLIMITED
        : OperationSpec.DEFAULT_TIMEOUT;
    this.changes = kind == OperationKind.MUTATION;
  }

  /// One sentence for people.
  public OperationSpecBuilder description(String sentence) {
    description = sentence;
    return this;
  }

  /// What the input must look like.
  public OperationSpecBuilder input(Schema schema) {
    input = schema;
    return this;
  }

  /// What the input must look like, as JSON text.
  public OperationSpecBuilder input(String json) {
    return input(Schema.parse(json));
  }

  /// What the output, or each item of a subscription, looks like.
  public OperationSpecBuilder output(Schema schema) {
    output = schema;
    return this;
  }

  /// What the output, or each item of a subscription, looks like, as JSON text.
  public OperationSpecBuilder output(String json) {
    return output(Schema.parse(json));
  }

  /// Adds domain errors the operation may answer with.
  public OperationSpecBuilder errors(List<ErrorDefinition> definitions) {
    errors.addAll(definitions);
    return this;
  }

  /// Adds one domain error with free details.
  public OperationSpecBuilder error(String code, String meaning) {
    errors.add(ErrorDefinition.of(code, meaning));
    return this;
  }

  /// What a caller must hold.
  public OperationSpecBuilder access(AccessControl control) {
    access = control;
    return this;
  }

  /// Where the resource id stands in the input, such as `$.containerId`.
  public OperationSpecBuilder resourceIdPath(String path) {
    resourceIdPath = new ResourceIdPath(path);
    return this;
  }

  /// Reached by composition only.
  public OperationSpecBuilder internal() {
    visibility = Visibility.INTERNAL;
    return this;
  }

  /// What a root call gets when it names no timeout.
  public OperationSpecBuilder timeout(Duration limit) {
    timeout = limit;
    return this;
  }

  /// People wait for this one: it has no default deadline.
  public OperationSpecBuilder patient() {
    return timeout(OperationSpec.UNLIMITED);
  }

  /// It can be called with raw carriage.
  public OperationSpecBuilder raw() {
    return raw(true);
  }

  /// It answers with the errors of what it forwards, as they are.
  public OperationSpecBuilder forwardsErrors() {
    return forwardsErrors(true);
  }

  /// What a call leaves running, and how to give it back.
  public OperationSpecBuilder holding(Holding left) {
    holding = left;
    return this;
  }

  /// It changes something, although it streams; a mutation does without saying so.
  public OperationSpecBuilder changing() {
    changes = true;
    return this;
  }

  OperationSpecBuilder visibility(Visibility seen) {
    visibility = seen;
    return this;
  }

  OperationSpecBuilder raw(boolean whether) {
    raw = whether;
    return this;
  }

  OperationSpecBuilder forwardsErrors(boolean whether) {
    forwardsErrors = whether;
    return this;
  }

  /// The finished description.
  public OperationSpec build() {
    return new OperationSpec(name, kind, visibility, description, input, output, errors, access,
        resourceIdPath, timeout, raw, forwardsErrors, holding, changes);
  }
}
