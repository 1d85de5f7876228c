package dev.alknet.repl.shell;

import dev.alknet.repl.copy.CopyPlace;
import dev.alknet.repl.shell.Offers.Offer;
import java.util.List;
import java.util.stream.Stream;

/// Containers and files, by the names that commands take.
record PlaceOffers(Boot boot, LocalFiles files, LiveValues values) {
  /// One where calls go.
  List<Offer> container(String typed) {
    return Offers.best(typed, named(values.containers(null), ""));
  }

  /// One there or on a peer, and those peers; `ending` follows its name.
  List<Offer> anyContainer(String typed, String ending) {
    return Offers.best(typed, containers(typed, ending));
  }

  /// A file, by its whole path; what is around it is chosen by its name.
  List<Offer> file(String typed) {
    return Offers.best(Quoted.of(typed).name(), files(Quoted.of(typed), false));
  }

  /// What a copy may begin or end with.
  List<Offer> end(Completion.CopyEnd end) {
    var typed = Quoted.of(end.typed());
    var there = end.there() && typed.mark().isEmpty() && !CopyPlace.isThere(end.typed())
        ? anyContainer(end.typed(), ":")
        : List.<Offer>of();
    var here = end.here() && !CopyPlace.isThere(end.typed())
        ? Offers.best(typed.name(), files(typed, true))
        : List.<Offer>of();
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

  /// In quotes where they are `split` by spaces otherwise; a folder is left open, for what is in it.
  private Stream<Offer> files(Quoted typed, boolean split) {
    return files.around(typed.path()).stream().map(name -> {
      var path = typed.path().substring(0, typed.path().lastIndexOf('/') + 1) + name;
      var folder = name.endsWith("/");
      var mark = split && typed.mark().isEmpty() ? Quoted.needed(path) : typed.mark();
      var closing = folder ? "" : mark;
      return new Offer(mark + path + closing, name, "", split && !folder);
    });
  }

  /// A path that somebody is typing, and the quote before it, if there is one.
  private record Quoted(String mark, String path) {
    static Quoted of(String typed) {
      return typed.startsWith("'") || typed.startsWith("\"")
          ? new Quoted(typed.substring(0, 1), typed.substring(1))
          : new Quoted("", typed);
    }

    /// The quote without which this path would be taken for something else; empty where it needs none.
    static String needed(String path) {
      return path.contains("'") ? "\"" : path.matches(".*[\\s\"].*") ? "'" : "";
    }

    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }
}
