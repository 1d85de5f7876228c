package dev.alknet.stdlib.docker;

import org.jspecify.annotations.Nullable;

/// The name of an image and which one of that name: a tag, or a digest.
///
/// `registry:5000/team/web:2` is the name `registry:5000/team/web` and the tag `2`. Without either
/// the tag is `latest`, as everywhere in Docker (and never "all tags").
record ImageReference(String name, String tag) {

  /// Where the image is fetched from: what stands before the first slash when it has a dot or a
  /// colon, or is `localhost`. Absent when the name leaves it to the daemon.
  @Nullable
  String registry() {
    var slash = name.indexOf('/');
    var first = slash < 0 ? "" : name.substring(0, slash);
    return first.contains(".") || first.contains(":") || first.equals("localhost") ? first : null;
  }

  static ImageReference parse(String text) {
    var at = text.indexOf('@');
    if (at > 0) {
      return new ImageReference(text.substring(0, at), text.substring(at + 1));
    }
    var colon = text.lastIndexOf(':');
    return colon > text.lastIndexOf('/')
        ? new ImageReference(text.substring(0, colon), text.substring(colon + 1))
        : new ImageReference(text, "latest");
  }
}
