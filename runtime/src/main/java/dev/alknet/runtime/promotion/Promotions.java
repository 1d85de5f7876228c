package dev.alknet.runtime.promotion;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.call.CallException;
import dev.alknet.runtime.operation.CallError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.IntConsumer;

/// The promotions of a node, in a folder: `NAMESPACE/NAME/NUMBER` with two files in it. A promotion is
/// written once and never changed; a later one of the same operation has the next number.
public record Promotions(Path folder) {
  /// The code of a refusal to keep one more.
  public static final String TOO_MANY = "TOO_MANY_PROMOTIONS";

  /// The code of a refusal: there is nothing to test an operation by.
  public static final String NOT_RECORDED = "NOT_RECORDED";

  /// The code of a refusal: an operation fails its test. Details are `{differences}`.
  public static final String NOT_REPRODUCIBLE = "NOT_REPRODUCIBLE";

  /// More than people will ever read.
  private static final int MOST = 1000;

  /// Those of this home.
  public static Promotions in(Path home) {
    return new Promotions(home.resolve("promotions"));
  }

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

  /// Keeps a promotion that passes its test and answers its name; a [CallException] otherwise. `begun` is
  /// told the number of each call that is tried, from 1.
  public String keepTested(Promotion promotion, Rehearsal rehearsal, IntConsumer begun)
      throws IOException, InterruptedException {
    if (promotion.calls().isEmpty()) {
      throw new CallException(CallError.of(NOT_RECORDED,
          "no call of %s was recorded; call it first, and let it await what it calls"
              .formatted(promotion.operation())));
    }
    var differences = rehearsal.differences(promotion, begun);
    if (!differences.isEmpty()) {
      var details = JsonNodeFactory.instance.objectNode();
      differences.forEach(details.putArray("differences")::add);
      throw new CallException(new CallError(NOT_REPRODUCIBLE,
          "by itself it does not do the same again: " + differences.getFirst(), false, details));
    }
    return keep(promotion);
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
