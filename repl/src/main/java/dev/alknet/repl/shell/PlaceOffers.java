package dev.alknet.repl.shell;

import dev.alknet.repl.copy.CopyPlace;
import dev.alknet.repl.shell.Offers.Offer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Containers and files, by the names that commands take.
record PlaceOffers(Boot boot, LocalFiles files, LiveValues values) {
  private static final long MOMENT_MILLIS = 150;

  /// One where calls go.
  List<Offer> container(String typed) {
    return Offers.best(typed, named(values.containers(null), ""));
  }

  /// One there or on a peer, and those peers; `ending` follows its name.
  List<Offer> anyContainer(String typed, String ending) {
    return Offers.best(typed, containers(typed, ending));
  }

  /// A file, by its whole path; what is around it is chosen by its name.
  List<Offer> file(String typed) throws InterruptedException {
    return files(typed, false);
  }

  /// What a copy may begin or end with.
  List<Offer> end(Completion.CopyEnd end) throws InterruptedException {
    if (CopyPlace.isThere(end.typed())) {
      return List.of();
    }
    var there = end.there() && end.mark().isEmpty()
        ? anyContainer(end.typed(), ":")
        : List.<Offer>of();
    var here = end.here() ? files(end.typed(), true) : List.<Offer>of();
    return Stream.of(there, here).flatMap(List::stream).toList();
  }

  private Stream<Offer> containers(String typed, String ending) {
    var containers = named(values.containersLike(typed), ending);
    return typed.contains("/")
        ? containers
        : Stream.concat(containers,
            boot.peers().stream().map(peer -> Offer.of(peer + "/", "a peer")));
  }

  private static Stream<Offer> named(List<String> names, String ending) {
    return names.stream().map(name -> Offer.of(name + ending, "there now"));
  }

  /// Those of a copy are words, which spaces `split`.
  private List<Offer> files(String typed, boolean split) throws InterruptedException {
    var mark = Words.mark(typed);
    var path = typed.substring(mark.length());
    var folder = path.substring(0, path.lastIndexOf('/') + 1);
    var offers = around(path).stream().flatMap(name -> file(mark, folder + name, name, split));
    return Offers.best(path.substring(folder.length()), offers);
  }

  /// Behind the quote that is `open`, if one is. A folder is left so, for what is in it. None where no quotes
  /// could hold its name.
  private static Stream<Offer> file(String open, String path, String name, boolean split) {
    var other = path.equals("~") || path.equals("~/") || (split && CopyPlace.isThere(path));
    var plain = other ? "./" + path : path;
    var mark = open.isEmpty() && split ? needed(plain) : open;
    var whole = mark + plain + (name.endsWith("/") ? "" : mark);
    return !mark.isEmpty() && plain.contains(mark)
        ? Stream.of()
        : Stream.of(new Offer(whole, name, "", split && !name.endsWith("/")));
  }

  /// The quote without which this path would be taken for something else; empty where it needs none.
  private static String needed(String path) {
    return path.contains("'") ? "\"" : path.matches(".*[\\s\"].*") ? "'" : "";
  }

  /// What is around on the disk, if that answers in a moment.
  private List<String> around(String path) throws InterruptedException {
    var found = new FutureTask<>(() -> files.around(path));
    Thread.ofVirtual().name("files").start(found);
    try {
      return found.get(MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      return List.of();
    }
  }
}
