package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.alknet.runtime.node.VaultAccess;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `alk vault list`: the names of what is kept.
@Command(name = "list", description = "Lists the names of the secrets that are kept.",
    footer = {
        "  alk vault list",
        "  alk vault list --json"})
final class VaultListCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = "--json", description = "one JSON array on standard output")
  private boolean json;

  VaultListCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var names = VaultPlace.of(alk).asItIs(VaultAccess::names);
    var out = alk.streams().out();
    if (json) {
      var array = JsonNodeFactory.instance.arrayNode();
      names.forEach(array::add);
      out.println(array);
    } else {
      names.forEach(out::println);
    }
    return ExitCode.FINE.number();
  }
}
