package dev.alknet.repl.command;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `alk completion`: what a shell needs to complete our command line.
@Command(name = "completion",
    description = {"Prints a script with which a shell completes alk.", "",
        "It knows the commands and their options."},
    footer = {
        "  alk completion bash > ~/.local/share/bash-completion/completions/alk",
        "  alk completion zsh  >> ~/.zshrc",
        "  alk completion fish > ~/.config/fish/completions/alk.fish"})
final class CompletionCommand implements Callable<Integer> {
  private final AlkCommand alk;
  private final Supplier<CommandLine> all;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish")
  private String shell = "";

  /// `all` makes the command line with all commands in it.
  CompletionCommand(AlkCommand alk, Supplier<CommandLine> all) {
    this.alk = alk;
    this.all = all;
  }

  @Override
  public Integer call() {
    var script = new CompletionScript(all.get());
    alk.streams().out().print(switch (shell) {
      case "bash" -> script.bash();
      case "zsh" -> script.zsh();
      case "fish" -> script.fish();
      default -> throw alk.usage("no such shell: " + shell + " (expected bash, zsh or fish)");
    });
    return ExitCode.FINE.number();
  }
}
