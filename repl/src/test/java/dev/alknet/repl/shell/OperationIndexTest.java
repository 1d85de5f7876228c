package dev.alknet.repl.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.operation.OperationSpec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OperationIndexTest {
  private final OperationIndex index = OperationIndex.of(Stream
      .of("container/run", "container/remove", "container/list", "docker/container/copy-in",
          "docker/container/run", "run/all")
      .map(name -> OperationSpec.query(name).build())
      .toList());

  @Test
  void putsABeginningBeforeAPartBeforeCharactersInOrder() {
    assertThat(names("container/r")).containsExactly("container/run", "container/remove");
    assertThat(names("list")).containsExactly("container/list");
    assertThat(names("crun")).containsExactly("container/run", "docker/container/run");
    assertThat(names("xyz")).isEmpty();
  }

  @Test
  void listsWhatFollowsAPath() {
    assertThat(index.children("", 10)).extracting(OperationIndex.Child::name)
        .containsExactly("container", "docker", "run");
    assertThat(index.children("container/", 10)).extracting(OperationIndex.Child::name)
        .containsExactly("list", "remove", "run");
    assertThat(index.children("docker/", 10)).extracting(OperationIndex.Child::name)
        .containsExactly("container");
  }

  @Test
  void leavesOutWhatCannotStandBehindADot() {
    assertThat(index.children("docker/container/", 10)).extracting(OperationIndex.Child::name)
        .containsExactly("run");
  }

  private List<String> names(String typed) {
    return index.matching(typed, 10).stream().map(spec -> spec.name().value()).toList();
  }
}
