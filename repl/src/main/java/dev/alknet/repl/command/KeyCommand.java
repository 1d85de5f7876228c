package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `alk key`: by what other nodes know the one of this home.
@Command(name = "key", description = {"Prints the key of this home's node.", "",
    "It is what other nodes know the node by, and no secret. The secret half is node.key in the home",
    "folder; it is made when it is missing."},
    footer = {
        "  alk key",
        "  alk key --home /srv/hub --json"})
final class KeyCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  KeyCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException {
    var key = alk.assembly().key().fingerprint().text();
    if (json) {
      alk.streams().out().println(JsonNodeFactory.instance.objectNode().put("key", key));
    } else {
      alk.streams().out().println(key);
      alk.streams()
          .err()
          .println(
              "where it may connect: alk node --peer NAME=KEY; where it may do everything: --operator; "
                  + "or pair two nodes: alk peer invite");
    }
    return ExitCode.FINE.number();
  }
}
