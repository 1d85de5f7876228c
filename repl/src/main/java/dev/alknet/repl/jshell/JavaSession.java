package dev.alknet.repl.jshell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.alknet.runtime.call.Call;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.call.CallId;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.call.Env;
import dev.alknet.runtime.call.Outcome;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.script.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.ExpressionSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.jspecify.annotations.Nullable;

/// Java of the operator, snippet by snippet, with `env` bound to a node.
///
/// What is declared stays. One thread evaluates; [#abort] is for others.
public final class JavaSession implements AutoCloseable {
  private static final String PRELUDE = """
      import com.fasterxml.jackson.databind.JsonNode;
      import dev.alknet.runtime.call.*;
      import java.io.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.function.*;
      import java.util.stream.*;
      dev.alknet.repl.jshell.JavaEnv env;
      """;

  private static final long AGAIN_MILLIS = 20;

  private final Node node;
  private final SnippetClasses classes = new SnippetClasses();
  private final JShell shell;
  private volatile Call current = Call.root(CallId.random(), Deadline.NONE);

  private JavaSession(Node node) {
    this.node = node;
    shell = JShell.builder()
        .executionEngine(new InThisProcess(), Map.of())
        .compilerOptions("-classpath", System.getProperty("java.class.path"))
        .build();
  }

  /// Opens a session on this node for code that came from there. Only the operator's may be Java:
  /// anything else is an [IllegalArgumentException] with a sentence.
  public static JavaSession open(Origin origin, Node node) {
    if (origin != Origin.OPERATOR) {
      throw new IllegalArgumentException("Java has no wall around it and is for the operator's own"
          + " code only; what is " + words(origin) + " has to be JavaScript");
    }
    var session = new JavaSession(node);
    try {
      session.snippets(PRELUDE).forEach(session.shell::eval);
      session.classes.set("env", new JavaEnv(session::env));
      return session;
    } catch (ReflectiveOperationException e) {
      session.close();
      throw new IllegalStateException("the shell of the JDK does not keep its variables", e);
    }
  }

  private static String words(Origin origin) {
    return origin.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// Evaluates all snippets of a text until one fails, within this time.
  public List<Answer> eval(String code, Deadline deadline) {
    var root = Call.root(CallId.random(), deadline);
    current = root;
    var over = new CountDownLatch(1);
    root.onAbort(() -> Thread.ofVirtual().name("stop").start(() -> stop(over)));
    Thread.ofVirtual().name("deadline").start(() -> watch(root));
    var answers = new ArrayList<Answer>();
    try {
      for (var snippet : snippets(code)) {
        var events = shell.eval(snippet);
        var stopped = root.aborted();
        if (stopped == null) {
          events.forEach(event -> answers.add(answer(event)));
        } else {
          answers.add(new Answer.Stopped(stopped));
        }
        if (!answers.isEmpty() && failed(answers.getLast())) {
          break;
        }
      }
      return answers;
    } finally {
      synchronized (over) {
        over.countDown();
      }
      root.stopChildren();
      root.settle(new Outcome.Succeeded(NullNode.instance));
    }
  }

  /// Again and again: what is being compiled just now cannot be stopped, but runs soon. Never once it is over:
  /// that would stop what follows.
  private void stop(CountDownLatch over) {
    try {
      do {
        synchronized (over) {
          if (over.getCount() > 0) {
            shell.stop();
          }
        }
      } while (!over.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Waiting for a call is what aborts it when its time is up.
  private static void watch(Call root) {
    try {
      var _ = root.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stops what runs now: its calls are aborted, and its code at the next jump back.
  public void abort(CallError reason) {
    current.abort(reason);
  }

  /// Whether `code` is the beginning of something longer.
  public boolean incomplete(String code) {
    return switch (shell.sourceCodeAnalysis().analyzeCompletion(code).completeness()) {
      case DEFINITELY_INCOMPLETE, CONSIDERED_INCOMPLETE -> true;
      case COMPLETE, COMPLETE_WITH_SEMI, UNKNOWN, EMPTY -> false;
    };
  }

  /// What could stand at the cursor.
  public Completions completions(String code, int cursor) {
    var anchor = new int[]{cursor};
    var texts = shell.sourceCodeAnalysis()
        .completionSuggestions(code, cursor, anchor)
        .stream()
        .map(suggestion -> suggestion.continuation())
        .distinct()
        .sorted()
        .toList();
    return new Completions(texts, anchor[0]);
  }

  /// Texts that could stand from `start` on.
  public record Completions(List<String> texts, int start) {
    public Completions {
      texts = List.copyOf(texts);
    }
  }

  @Override
  public void close() {
    current.abort(CallError.cancelled());
    shell.close();
  }

  private Env env() {
    return node.operatorEnv(current);
  }

  private List<String> snippets(String code) {
    var snippets = new ArrayList<String>();
    var rest = code;
    while (!rest.isBlank()) {
      var found = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (found.completeness() == Completeness.EMPTY || found.source() == null) {
        snippets.add(rest);
        break;
      }
      snippets.add(found.source());
      rest = found.remaining();
    }
    return snippets;
  }

  private static boolean failed(Answer answer) {
    return switch (answer) {
      case Answer.Failed _, Answer.Stopped _ -> true;
      case Answer.Value _, Answer.Json _, Answer.Nothing _ -> false;
    };
  }

  private Answer answer(SnippetEvent event) {
    if (event.status() == Status.REJECTED) {
      return new Answer.Failed(diagnostics(event.snippet()));
    }
    if (event.exception() != null) {
      return new Answer.Failed(reason(event.exception()));
    }
    var text = event.value();
    if (text == null || text.isEmpty()) {
      return new Answer.Nothing();
    }
    return switch (event.snippet()) {
      case VarSnippet variable -> value(variable.name(), text);
      case ExpressionSnippet expression -> value(expression.name(), text);
      default -> new Answer.Value("", text, null);
    };
  }

  private Answer value(String name, String text) {
    return switch (classes.value(name).orElse(NullNode.instance)) {
      case NullNode none -> new Answer.Value(name, text, none);
      case JsonNode json -> new Answer.Json(name, json);
      case String plain -> new Answer.Value(name, text, TextNode.valueOf(plain));
      case Object plain when plain instanceof Number || plain instanceof Boolean
          || plain instanceof Map || plain instanceof List ->
        new Answer.Value(name, text, JavaEnv.json(plain));
      case Object _ -> new Answer.Value(name, text, null);
    };
  }

  private String diagnostics(Snippet snippet) {
    return shell.diagnostics(snippet)
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .collect(Collectors.joining("\n"));
  }

  private static String reason(Exception thrown) {
    return switch (thrown) {
      case EvalException e -> {
        var name = e.getExceptionClassName();
        var message = e.getMessage();
        yield name.equals(CallException.class.getName())
            ? String.valueOf(message)
            : message == null ? name : name + ": " + message;
      }
      case UnresolvedReferenceException e ->
        "it needs what is not declared yet: " + e.getSnippet().source().strip();
      default -> String.valueOf(thrown.getMessage());
    };
  }

  /// Runs snippets on threads of this process, from classes that we keep.
  private final class InThisProcess implements ExecutionControlProvider {
    @Override
    public String name() {
      return "alk";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, @Nullable Map<String, String> parameters) {
      return new LocalExecutionControl(classes);
    }
  }
}
