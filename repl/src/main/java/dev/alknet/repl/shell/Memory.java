package dev.alknet.repl.shell;

import dev.alknet.runtime.identity.StoreException;
import dev.alknet.runtime.store.ShellMemory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// What the shell remembers, opened behind the first prompt and written behind all others.
final class Memory implements AutoCloseable {
  private static final int MOST = 10_000;

  private final ExecutorService work =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("memory").factory());
  private final CompletableFuture<ShellMemory> kept = new CompletableFuture<>();

  /// Something that is done with what is kept.
  @FunctionalInterface
  interface Use<T> {
    T with(ShellMemory memory) throws StoreException;
  }

  private final Path file;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile Map<String, String> snippets = Map.of();

  /// Remembers in this file, which is not touched before somebody asks.
  Memory(Path file) {
    this.file = file;
  }

  /// Begins to open the file, the first time; `loaded` is given the lines in it.
  void begin(Consumer<List<String>> loaded) {
    if (!begun.getAndSet(true)) {
      work.execute(() -> load(loaded));
    }
  }

  /// Remembers a line, some time soon.
  void add(String line) {
    work.execute(() -> {
      if (opened()) {
        try {
          kept.join().add(line, Instant.now());
        } catch (StoreException _) {
          // what is typed is more than what is remembered of it
        }
      }
    });
  }

  /// The snippets as they were when this was last used. Waits for nothing.
  Map<String, String> snippets() {
    return snippets;
  }

  /// Waits until the file is open, and uses it. Never by who holds what `loaded` waits for.
  <T> T use(Use<T> use) throws StoreException {
    begin(_ -> {});
    CompletableFuture.runAsync(() -> {}, work).join(); // behind what is still being written
    if (!opened()) {
      throw StoreException.backend("what is remembered cannot be read: "
          + kept.exceptionNow().getMessage(), kept.exceptionNow());
    }
    var memory = kept.join();
    var result = use.with(memory);
    snippets = memory.snippets();
    return result;
  }

  @Override
  public void close() {
    work.close();
    if (opened()) {
      try {
        kept.join().close();
      } catch (StoreException _) {
        // it is over
      }
    }
  }

  private boolean opened() {
    return kept.isDone() && !kept.isCompletedExceptionally();
  }

  private void load(Consumer<List<String>> loaded) {
    try {
      var memory = ShellMemory.open(file);
      snippets = memory.snippets();
      loaded.accept(memory.lines(MOST));
      kept.complete(memory);
    } catch (StoreException | RuntimeException e) {
      kept.completeExceptionally(e);
    }
  }
}
