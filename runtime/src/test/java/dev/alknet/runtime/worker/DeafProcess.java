package dev.alknet.runtime.worker;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A process that goes on, with nothing to be heard of it, as when the daemon of a container is gone.
final class DeafProcess extends Process {
  private boolean destroyed;

  @Override
  public InputStream getInputStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public OutputStream getOutputStream() {
    return OutputStream.nullOutputStream();
  }

  @Override
  public InputStream getErrorStream() {
    return InputStream.nullInputStream();
  }

  @Override
  public int waitFor() {
    throw new UnsupportedOperationException("it does not end");
  }

  @Override
  public boolean waitFor(long time, TimeUnit unit) {
    return false;
  }

  @Override
  public int exitValue() {
    throw new IllegalThreadStateException("it has not ended");
  }

  @Override
  public CompletableFuture<Process> onExit() {
    return new CompletableFuture<>();
  }

  @Override
  public long pid() {
    return 1;
  }

  @Override
  public void destroy() {
    destroyed = true;
  }

  boolean destroyed() {
    return destroyed;
  }
}
