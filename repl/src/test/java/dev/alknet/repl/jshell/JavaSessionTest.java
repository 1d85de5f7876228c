package dev.alknet.repl.jshell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.node.Node;
import dev.alknet.runtime.operation.CallError;
import dev.alknet.runtime.operation.OperationSpec;
import dev.alknet.runtime.registry.Operation;
import dev.alknet.runtime.script.Origin;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class JavaSessionTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  @AutoClose
  private final Node node = Node.open(List.of(() -> List.of(
      Operation.local(OperationSpec.query("test/echo").build(), (input, _) -> input),
      Operation.local(OperationSpec.query("test/begun").build(), (input, _) -> {
        begun.countDown();
        return input;
      }),
      Operation.local(OperationSpec.query("test/block").build(), (input, _) -> {
        begun.countDown();
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          ended.complete("interrupted");
          throw e;
        }
        return input;
      }),
      Operation.localStream(OperationSpec.subscription("test/count").build(),
          (_, _, emitter) -> {
            for (var n = 0;; n++) {
              emitter.emit(JsonNodeFactory.instance.numberNode(n));
            }
          }))));

  @AutoClose
  private final JavaSession session = JavaSession.open(Origin.OPERATOR, node);

  @Test
  void takesPlainValuesAndRecordsAndGivesJson() {
    assertThat(eval("record Point(int x, int y) {}")).containsExactly(new Answer.Nothing());
    assertThat(eval("env.invoke(\"test/echo\", new Point(1, 2))").toString())
        .contains("{\"x\":1,\"y\":2}");
    assertThat(eval("env.invoke(\"test/echo\", List.of(1, \"two\"))").toString())
        .contains("[1,\"two\"]");
  }

  @Test
  void keepsWhatIsDeclared() {
    eval("int n = 1;");
    eval("n = n + 1;");

    assertThat(eval("n").toString()).contains("2");
  }

  @Test
  void endsASubscriptionWithItsStream() {
    assertThat(eval("""
        try (var items = env.subscribe("test/count", Map.of())) {
          System.setProperty("alk.test.sum", "" + items.limit(4).mapToInt(item -> item.intValue()).sum());
        }""")).containsExactly(new Answer.Nothing());
    assertThat(System.clearProperty("alk.test.sum")).isEqualTo("6");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"env.invoke(\"test/block\")", "env.invoke(\"test/begun\"); while (true) { }",
          "env.invoke(\"test/begun\"); Thread.sleep(1_000_000)"})
  void anAbortEndsWhatRuns(String code) throws Exception {
    var answers = new CompletableFuture<List<Answer>>();
    Thread.ofPlatform().start(() -> answers.complete(eval(code)));
    begun.await();

    session.abort(CallError.cancelled());

    assertThat(answers.get().getLast()).isEqualTo(new Answer.Stopped(CallError.cancelled()));
    assertThat(eval("6 * 7").toString()).contains("42");
    if (code.contains("block")) {
      assertThat(ended.get()).isEqualTo("interrupted");
    }
  }

  @Test
  void knowsWhatIsUnfinishedAndWhatCouldFollow() {
    assertThat(session.incomplete("int f() {")).isTrue();
    assertThat(session.incomplete("1 + 1")).isFalse();
    assertThat(session.completions("env.inv", 7))
        .isEqualTo(new JavaSession.Completions(List.of("invoke("), 4));
  }

  @ParameterizedTest
  @EnumSource(value = Origin.class, mode = EnumSource.Mode.EXCLUDE, names = "OPERATOR")
  void isRefusedBehindEveryOtherWall(Origin origin) {
    assertThatThrownBy(() -> JavaSession.open(origin, node))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for the operator's own code only");
  }

  private List<Answer> eval(String code) {
    return session.eval(code, Deadline.NONE);
  }
}
