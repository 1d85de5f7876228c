package dev.alknet.stdlib.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The program of a container as a process of Java: its standard streams are those of an attached
/// session, and destroying it removes the container.
final class ContainerProcess extends Process {
  private static final Logger LOG = System.getLogger(ContainerProcess.class.getName());
  private static final int KILLED = 137;

  private final Daemon daemon;
  private final String id;
  private final Exchange pipe;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private ContainerProcess(Daemon daemon, String id, Exchange pipe) {
    this.daemon = daemon;
    this.id = id;
    this.pipe = pipe;
  }

  /// The program of this container, which is attached by `pipe`; owns both from now on.
  static ContainerProcess over(Daemon daemon, String id, Exchange pipe, ExitWatch watch) {
    var process = new ContainerProcess(daemon, id, pipe);
    Thread.ofVirtual().name("container " + id).start(() -> process.await(watch));
    return process;
  }

  /// Removes a container, whatever it does; it may be gone already.
  static void remove(Daemon daemon, String id) {
    Thread.ofVirtual().name("remove " + id).start(() -> {
      try {
        daemon.ask(EngineRequest.delete("/containers/" + id + "?force=1&v=1"));
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "a container is gone or cannot be removed", e);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private void await(ExitWatch watch) {
    try (watch) {
      exit.complete(watch.exitCode());
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "nobody can say how a container has ended", e);
      exit.complete(KILLED);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        pipe.write(new byte[]{(byte) one});
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        pipe.write(Arrays.copyOfRange(bytes, from, from + count));
      }

      @Override
      public void close() throws IOException {
        pipe.endInput();
      }
    };
  }

  @Override
  public InputStream getInputStream() {
    return new StandardOutput(pipe);
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public int waitFor() throws InterruptedException {
    try {
      return exit.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean waitFor(long time, TimeUnit unit) throws InterruptedException {
    try {
      var _ = exit.get(time, unit);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public int exitValue() {
    if (!exit.isDone()) {
      throw new IllegalThreadStateException("it has not ended");
    }
    return exit.join();
  }

  @Override
  public boolean isAlive() {
    return !exit.isDone();
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return exit.thenApply(_ -> this);
  }

  /// A number for messages, for which the id of the container begins with one.
  @Override
  public long pid() {
    return Long.parseLong(id.substring(0, 8), 16);
  }

  @Override
  public void destroy() {
    var _ = destroyForcibly();
  }

  @Override
  public Process destroyForcibly() {
    remove(daemon, id);
    try {
      pipe.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the connection to a container does not close", e);
    }
    return this;
  }

  /// What the program writes to its standard output.
  private static final class StandardOutput extends InputStream {
    private final FrameReader frames;
    private byte[] current = new byte[0];
    private int next;

    StandardOutput(Exchange pipe) {
      frames = new FrameReader(pipe.body());
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
      Objects.checkFromIndexSize(from, count, buffer.length);
      while (next == current.length) {
        var frame = frames.next();
        if (frame.isEmpty()) {
          return -1;
        }
        if (frame.get().stream() == LogStream.STDOUT) {
          current = frame.get().payload();
          next = 0;
        }
      }
      var given = Math.min(count, current.length - next);
      System.arraycopy(current, next, buffer, from, given);
      next += given;
      return given;
    }
  }
}
