package dev.alknet.stdlib;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.call.Deadline;
import dev.alknet.runtime.script.Evaluation;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Scripts of the repository that no other test runs.
class ShippedScriptsTest extends ModuleBed {
  private static final Path SCRIPTS = Path.of("").toAbsolutePath().resolveSibling("scripts");

  @Test
  void watchesWhatLooksLikeAnError() throws Exception {
    run("""
        const sh = (script) => ['sh', '-c', script];
        await ops.container.run({ name: 'one', command: sh('echo fine; echo an Error; echo an Error; echo also failed; sleep 1000') });
        await ops.container.run({ name: 'two', command: sh('echo ok') });
        export default true;
        """);

    try (var session = node.session(SCRIPTS, (_, text) -> printed.add(text))) {
      var watched =
          session.run(SCRIPTS.resolve("watch-errors.mjs"), json("{\"most\": 2}"), Deadline.NONE);

      assertThat(watched).isInstanceOfSatisfying(Evaluation.Finished.class,
          finished -> assertThat(finished.json()).hasToString(
              "{\"lines\":[{\"where\":\"one\",\"text\":\"an Error\"},{\"where\":\"one\",\"text\":\"also failed\"}]}"));
    }
    assertThat(printed).containsExactly("one | an Error", "one | also failed");
    run("""
        for (const { id } of await ops.container.list()) await ops.container.remove({ id, force: true });
        export default true;
        """);
  }
}
