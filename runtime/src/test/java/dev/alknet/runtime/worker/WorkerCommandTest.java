package dev.alknet.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCommandTest {
  @TempDir
  private Path folder = Path.of("");

  @Test
  void aContainerReadsNoCompilerThatOnlyItsNodeUses() {
    var program = with("jdk.module.upgrade.path", folder.toString(),
        () -> new WorkerCommand(64 << 20, true).program());

    assertThat(program.files()).doesNotContain(folder)
        .contains(Path.of(System.getProperty("java.home")));
    assertThat(program.words()).noneMatch(word -> word.contains(folder.toString()));
  }

  @Test
  void readsWhatEachJarNames() throws IOException {
    var named = Files.writeString(folder.resolve("named.jar"), "");
    var first = jarNaming("first.jar", "named.jar missing.jar");
    var second = Files.createDirectory(folder.resolve("classes"));

    var program = with("java.class.path", first + ":" + second,
        () -> new WorkerCommand(64 << 20, true).program());

    assertThat(program.files()).contains(first, named, second)
        .doesNotContain(folder.resolve("missing.jar"));
  }

  private Path jarNaming(String name, String others) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, others);
    var file = folder.resolve(name);
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
    return file;
  }

  private static <T> T with(String property, String value, Supplier<T> action) {
    var before = System.getProperty(property);
    System.setProperty(property, value);
    try {
      return action.get();
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
  }
}
