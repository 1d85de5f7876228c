package dev.alknet.stdlib.docker;

/// The name of an image and which one of that name: a tag, or a digest.
///
/// `registry:5000/team/web:2` is the name `registry:5000/team/web` and the tag `2`. Without either
/// the tag is `latest`, as everywhere in Docker (and never "all tags").
record ImageReference(String name, String tag) {

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
