package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.alknet.repl.render.SettingList;
import dev.alknet.runtime.config.ConfigException;
import dev.alknet.runtime.config.Setting;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `alk config show`: every value that holds, and who says so.
@Command(name = "show", description = {"Shows what a node of this home would be told.", "",
    "Each value comes from the file (with the line), from an option, or is the default."},
    footer = {
        "  alk config show",
        "  alk config show --home /srv/hub --json"})
final class ConfigShowCommand implements Callable<Integer> {
  private final AlkCommand alk;

  @Option(names = "--json", description = "one JSON document on standard output")
  private boolean json;

  ConfigShowCommand(AlkCommand alk) {
    this.alk = alk;
  }

  @Override
  public Integer call() throws IOException {
    var provider = alk.choice();
    var file = alk.assembly().configFile();
    var settings = ConfigException.require(file.read())
        .settings()
        .stream()
        .map(setting -> provider != null && setting.key().equals("provider")
            ? setting.with("--provider", TextNode.valueOf(provider.text()))
            : setting)
        .toList();
    var list = new SettingList(settings);
    if (json) {
      alk.streams().out().println(list.json());
    } else {
      alk.streams().out().println(list.text(Screen.look()));
      if (settings.stream().noneMatch(one -> one.source() instanceof Setting.Source.File)) {
        alk.streams().err().println("nothing is said in " + file.path());
      }
    }
    return ExitCode.FINE.number();
  }
}
