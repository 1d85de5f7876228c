package dev.alknet.runtime.promotion;

import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The promotions of a node, in a folder: `NAMESPACE/NAME/NUMBER` with two files in it. A promotion is
/// written once and never changed; a later one of the same operation has the next number.
public record Promotions(Path folder) {
  /// The code of a refusal to keep one more.
  public static final String TOO_MANY = "TOO_MANY_PROMOTIONS";

  /// More than people will ever read.
  private static final int MOST = 1000;

  /// The names of all that there are, sorted.
  public List<String> names() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith(Promotion.CALLS))
          .map(file -> folder.relativize(file.getParent()).toString())
          .sorted()
          .toList();
    }
  }

  /// Where the promotion of this name lies, which need not be there.
  public Path place(String name) {
    return folder.resolve(name).normalize();
  }

  /// Keeps a promotion and answers its name; a [CallException] when there are too many.
  public synchronized String keep(Promotion promotion) throws IOException {
    if (names().size() >= MOST) {
      throw new CallException(CallError.of(TOO_MANY,
          "the node keeps %d promotions already; somebody has to review them".formatted(MOST)));
    }
    var place = place(promotion.operation());
    if (!place.startsWith(folder) || place.equals(folder)) {
      throw new CallException(CallError.invalidInput("no folder can be called "
          + promotion.operation()));
    }
    Files.createDirectories(place, PosixFilePermissions
        .asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var own = next(place);
    promotion.write(own);
    return folder.relativize(own).toString();
  }

  private static Path next(Path place) throws IOException {
    var number = 1;
    while (Files.exists(place.resolve(String.valueOf(number)))) {
      number++;
    }
    return Files.createDirectory(place.resolve(String.valueOf(number)));
  }
}
