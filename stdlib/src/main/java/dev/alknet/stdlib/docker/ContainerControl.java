package dev.alknet.stdlib.docker;

import java.io.IOException;

/// Controls the program of a container.
record ContainerControl(Daemon daemon, String id) implements SessionControl {
  @Override
  public void resize(int rows, int columns) throws IOException, InterruptedException {
    daemon.ask(EngineRequest.post(Target.of(Paths.container(id, "resize"))
        .with("h", String.valueOf(rows))
        .with("w", String.valueOf(columns))
        .toString()));
  }

  @Override
  public void signal(String name) throws IOException, InterruptedException {
    daemon.ask(EngineRequest.post(Target.of(Paths.container(id, "kill"))
        .with("signal", name)
        .toString()));
  }
}
