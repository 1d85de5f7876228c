package dev.alknet.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.alknet.runtime.audit.Verification.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
  @TempDir
  private Path home = Path.of("");
  private Ledger ledger = new Ledger(home);

  @BeforeEach
  void writeFiveLines() throws IOException {
    ledger = new Ledger(home);
    ledger.keep("r1", "r2", "r3", "r4").close();
  }

  @AfterEach
  void close() throws IOException {
    ledger.close();
  }

  @Test
  void saysThatAWholeChainIsWhole() throws Exception {
    var last = AuditLine.parse(ledger.lines().getLast().getBytes(StandardCharsets.UTF_8));

    assertThat(ledger.verify()).isEqualTo(new Verdict.Intact(5, 1, last.link(), 0));
    assertThat(ledger.lines().getFirst()).startsWith("{\"seq\":1,")
        .contains("\"log\":\"alknet audit 1\",\"node\":\"" + Ledger.NODE + "\"");
  }

  @Test
  void theHashIsThatOfTheLineBeforeItsHash() throws Exception {
    var line = ledger.lines().get(2);
    var body = line.substring(0, line.lastIndexOf(",\"hash\":"));

    var digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));

    assertThat(line)
        .isEqualTo(body + ",\"hash\":\"" + HexFormat.of().formatHex(digest) + "\"}");
  }

  @Test
  void seesEveryChangedByte() throws Exception {
    var whole = Files.readAllBytes(ledger.folder.current());
    for (int i = 0; i < whole.length; i++) {
      var changed = whole.clone();
      changed[i] ^= 1;
      Files.write(ledger.folder.current(), changed);

      assertThat(ledger.verify()).as("byte " + i)
          .satisfiesAnyOf(v -> assertThat(v).isInstanceOf(Verdict.Broken.class),
              v -> assertThat(v).matches(found -> cutAtTheEnd(found)));
    }
  }

  /// The very last byte is a newline; without it the last line is an unfinished one.
  private static boolean cutAtTheEnd(Verdict verdict) {
    return verdict instanceof Verdict.Intact intact && intact.lines() == 4
        && intact.unfinished() > 0;
  }

  @Test
  void saysWhichLineWasChanged() throws Exception {
    tamper(lines -> lines.set(2, lines.get(2).replace("worker-1", "worker-2")));

    assertThat(ledger.verify()).isEqualTo(broken(3, "it was changed: its hash does not fit"));
  }

  @Test
  void saysWhereALineWasTakenOut() throws Exception {
    tamper(lines -> lines.remove(2));

    assertThat(ledger.verify())
        .isEqualTo(broken(3, "it is line 4 of the chain; expected line 3"));
  }

  @Test
  void saysWhereTheFirstLineWasTakenOut() throws Exception {
    tamper(List::removeFirst);

    assertThat(ledger.verify()).isEqualTo(
        broken(1, "it is not the first line of a file, which names the node"));
  }

  @Test
  void saysWhereALineWasPutIn() throws Exception {
    tamper(lines -> lines.add(3, lines.get(2)));

    assertThat(ledger.verify())
        .isEqualTo(broken(4, "it is line 3 of the chain; expected line 4"));
  }

  @Test
  void saysWhereALineWasForged() throws Exception {
    tamper(lines -> lines.set(2, AuditLine.after(parse(lines.get(1)).link(),
        "2026-01-01T00:00:00.000Z", "\"operation\":\"a/b\"").text()));

    assertThat(ledger.verify()).isEqualTo(
        broken(4, "it does not follow the line before it: prev is another hash"));
  }

  @Test
  void saysWhereLinesWereSwapped() throws Exception {
    tamper(lines -> Collections.swap(lines, 1, 2));

    assertThat(ledger.verify())
        .isEqualTo(broken(2, "it is line 3 of the chain; expected line 2"));
  }

  @Test
  void seesAMissingEndOnlyWithARememberedHead() throws Exception {
    var head = parse(ledger.lines().getLast()).link();
    tamper(List::removeLast);

    assertThat(ledger.verify()).isInstanceOf(Verdict.Intact.class);
    assertThat(Verification.of(ledger.folder, head.hash()))
        .isEqualTo(broken(5, "the line with the hash " + head.hash() + " is missing"));
  }

  @Test
  void aRememberedHeadIsFoundInALogThatHasGrown() throws Exception {
    var head = parse(ledger.lines().getLast()).link();
    ledger.reopen();
    ledger.keep("r5");

    assertThat(Verification.of(ledger.folder, head.hash())).isInstanceOf(Verdict.Intact.class);
  }

  @Test
  void tellsOfAnUnfinishedLineAtTheEnd() throws Exception {
    var whole = Files.readString(ledger.folder.current());
    Files.writeString(ledger.folder.current(), whole + "{\"seq\":6");

    assertThat(ledger.verify()).matches(v -> v instanceof Verdict.Intact intact
        && intact.lines() == 5 && intact.unfinished() == 8);
  }

  @Test
  void doesNotReadAnythingElseAsALog() throws Exception {
    Files.writeString(ledger.folder.current(), "hello\n");

    assertThat(ledger.verify()).isEqualTo(broken(1, "it is no line of an audit log"));
  }

  private void tamper(Consumer<List<String>> how) throws IOException {
    var lines = new ArrayList<>(ledger.lines());
    how.accept(lines);
    ledger.write(lines);
  }

  private static AuditLine parse(String line) {
    return AuditLine.parse(line.getBytes(StandardCharsets.UTF_8));
  }

  private Verdict broken(long line, String what) {
    return new Verdict.Broken(ledger.folder.current(), line, what);
  }
}
