package dev.alknet.runtime.worker;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.script.ModuleSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The modules of a script as its worker finds them: the node reads them.
record PipedModules(Pipe pipe) implements ModuleSource {
  @Override
  public Path folder() {
    return VirtualFolder.NAME;
  }

  @Override
  public Path locate(Path path) throws IOException {
    return Path.of(ask("host/locate", path));
  }

  @Override
  public byte[] read(Path file) throws IOException {
    return ask("host/read", file).getBytes(StandardCharsets.UTF_8);
  }

  private String ask(String operation, Path path) throws IOException {
    try {
      return pipe.askNow(operation, Pipe.input().put("path", path.toString())).asText();
    } catch (CallException e) {
      throw new NoSuchFileException(path.toString(), null, e.error().message());
    }
  }
}
