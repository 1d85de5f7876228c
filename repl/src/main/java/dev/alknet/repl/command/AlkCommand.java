package dev.alknet.repl.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.alknet.runtime.store.Stores;
import dev.alknet.stdlib.ProviderChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `alk` itself: what all commands have in common. By itself it opens the shell.
@Command(name = "alk", description = "Runs work on this machine's node and the machines it knows.",
    mixinStandardHelpOptions = true, versionProvider = Version.class, scope = ScopeType.INHERIT,
    sortOptions = false, synopsisSubcommandLabel = "[COMMAND]",
    descriptionHeading = "%n", parameterListHeading = "%n", optionListHeading = "%n",
    commandListHeading = "%nCommands:%n", footerHeading = "%nExamples:%n", footer = {
        "  alk                                                    open the shell",
        "  alk run scripts/hello-fleet.mjs                        run a script",
        "  alk eval 'await env.operations()'                      evaluate a line",
        "  alk ops container                                      find operations",
        "  alk call services/schema '{\"name\": \"container/run\"}'   see what one takes",
        "  alk call container/list --json                         call one",
        "  alk node                                               run a node that stays",
        "  alk config check                                       judge what it is told",
        "  alk peer invite                                        let another node join it",
        "  alk run --connect scripts/fleet-run.mjs                run a script on it"})
final class AlkCommand implements Callable<Integer> {
  private final Stage stage;

  @Option(names = "--home", paramLabel = "DIR", scope = ScopeType.INHERIT, order = 100,
      description = "where the node keeps its things (default: ~/.alknet)")
  private @Nullable Path home;

  @Option(names = "--provider", paramLabel = "NAME", scope = ScopeType.INHERIT, order = 101,
      description = "what runs containers: auto, docker or process (default: as alknet.yaml in the "
          + "home folder says, else auto)")
  private @Nullable String provider;

  @Spec
  private @Nullable CommandSpec spec;

  AlkCommand(Stage stage) {
    this.stage = stage;
  }

  Streams streams() {
    return stage.streams();
  }

  Interrupts interrupts() {
    return stage.interrupts();
  }

  Stage stage() {
    return stage;
  }

  /// How a further command names the same home: ` --home DIR`, or nothing for the usual one.
  String homeWords() {
    return home == null ? "" : " --home " + home;
  }

  NodeAssembly assembly() {
    var place = home == null ? Path.of(System.getProperty("user.home"), ".alknet") : home;
    return new NodeAssembly(place.toAbsolutePath().normalize(), choice(), stage.families());
  }

  /// What is kept in this home; whoever asks for it closes it.
  Stores store() throws IOException, InterruptedException {
    var assembly = assembly();
    return assembly.stores(assembly.fixed());
  }

  /// Whether somebody said what runs containers.
  boolean providerGiven() {
    return provider != null;
  }

  /// What the command line says about it.
  @Nullable
  ProviderChoice choice() {
    try {
      return provider == null ? null : ProviderChoice.parse(provider);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  /// The input that was typed, or what it points to.
  JsonNode input(String argument) throws IOException {
    try {
      return InputArgument.read(argument, stage.streams().in());
    } catch (IllegalArgumentException e) {
      throw usage(Objects.requireNonNullElse(e.getMessage(), "bad input"));
    }
  }

  /// Something typed is wrong in a way that only the command itself can see.
  ParameterException usage(String sentence) {
    if (spec == null) {
      throw new IllegalStateException("not parsed yet");
    }
    var parsed = spec.commandLine().getParseResult();
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    return new ParameterException(parsed.commandSpec().commandLine(), sentence);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new ReplCommand(this).call();
  }
}
