package dev.alknet.stdlib.process;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;

/// Two pipes that have names for as long as it takes to hand their writing ends to a program.
///
/// The pipes of the JDK will not do: it closes them when the program exits, though the program's
/// children may still write, and a read from them cannot be interrupted.
final class NamedPipes implements AutoCloseable {
  private static final Logger LOG = System.getLogger(NamedPipes.class.getName());

  private final Path folder;
  private final Map<OutputName, RandomAccessFile> bothEnds = new EnumMap<>(OutputName.class);

  private NamedPipes(Path folder) {
    this.folder = folder;
  }

  /// Makes both pipes, in a folder that only this user can enter.
  static NamedPipes make() throws IOException {
    var pipes = new NamedPipes(Files.createTempDirectory("alknet-"));
    try {
      pipes.makeFiles();
      for (var stream : OutputName.values()) {
        pipes.bothEnds.put(stream, new RandomAccessFile(pipes.writingEnd(stream), "rw"));
      }
      return pipes;
    } catch (IOException e) {
      pipes.close();
      throw e;
    }
  }

  /// Where to write to.
  File writingEnd(OutputName stream) {
    return folder.resolve(stream.text()).toFile();
  }

  /// What is written there. Opening does not block, because this object holds both ends; the end
  /// comes when it is closed and no program writes any more.
  FileChannel readingEnd(OutputName stream) throws IOException {
    return FileChannel.open(writingEnd(stream).toPath(), StandardOpenOption.READ);
  }

  /// Takes the names away and leaves the writing to the programs.
  @Override
  public void close() {
    try {
      for (var file : bothEnds.values()) {
        file.close();
      }
      for (var stream : OutputName.values()) {
        Files.deleteIfExists(writingEnd(stream).toPath());
      }
      Files.delete(folder);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "could not take the names of two pipes away: " + folder, e);
    }
  }

  private void makeFiles() throws IOException {
    var command = new ProcessBuilder("mkfifo", "-m", "600");
    for (var stream : OutputName.values()) {
      command.command().add(writingEnd(stream).toString());
    }
    var exitCode = command.redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .onExit()
        .join()
        .exitValue();
    if (exitCode != 0) {
      throw new IOException("mkfifo fails in " + folder + " with " + exitCode);
    }
  }
}
