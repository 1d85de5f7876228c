package dev.alknet.repl.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The commands and options of a command line as completion scripts.
record CompletionScript(CommandLine root) {
  /// For bash 4 and newer.
  String bash() {
    var cases = places().entrySet()
        .stream()
        .map(place -> "    '%s') offers='%s' ;;".formatted(place.getKey(),
            String.join(" ", words(place.getValue()))))
        .collect(Collectors.joining("\n"));
    var names = places().keySet()
        .stream()
        .filter(path -> path.contains(" "))
        .map(path -> "'" + path + "'")
        .collect(Collectors.joining(" | "));
    return """
        _alk() {
          local place=alk offers i
          for ((i = 1; i < COMP_CWORD; i++)); do
            case "$place ${COMP_WORDS[i]}" in
              %s) place="$place ${COMP_WORDS[i]}" ;;
            esac
          done
          case $place in
        %s
          esac
          COMPREPLY=($(compgen -W "$offers" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _alk alk
        """.formatted(names, cases);
  }

  /// For zsh, which can read what is made for bash.
  String zsh() {
    return """
        (( $+functions[compdef] )) || { autoload -U +X compinit && compinit }
        (( $+functions[complete] )) || { autoload -U +X bashcompinit && bashcompinit }
        """ + bash();
  }

  /// For fish 3 and newer.
  String fish() {
    var lines = new ArrayList<String>();
    places().forEach((path, command) -> {
      var here = condition(path, command);
      command.getSubcommands().forEach((name, below) -> {
        if (!below.getCommandSpec().usageMessage().hidden()) {
          lines.add("complete -c alk -f -n '%s' -a %s -d '%s'".formatted(here, name,
              first(below.getCommandSpec().usageMessage().description())));
        }
      });
      options(command).forEach(option -> lines.add("complete -c alk -n '%s' -l %s -d '%s'"
          .formatted(here, option.longestName().substring(2), first(option.description()))));
    });
    return String.join("\n", lines) + "\n";
  }

  /// Every command by its words, those above before those below.
  private Map<String, CommandLine> places() {
    var places = new LinkedHashMap<String, CommandLine>();
    add(places, "alk", root);
    return places;
  }

  private static void add(Map<String, CommandLine> places, String path, CommandLine command) {
    if (command.getCommandSpec().usageMessage().hidden()) {
      return;
    }
    places.put(path, command);
    command.getSubcommands().forEach((name, below) -> add(places, path + " " + name, below));
  }

  private static List<String> words(CommandLine command) {
    return Stream.concat(command.getSubcommands()
        .entrySet()
        .stream()
        .filter(below -> !below.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey), options(command).map(OptionSpec::longestName))
        .toList();
  }

  private static Stream<OptionSpec> options(CommandLine command) {
    return command.getCommandSpec()
        .options()
        .stream()
        .filter(option -> !option.hidden() && option.longestName().startsWith("--"));
  }

  private static String condition(String path, CommandLine command) {
    var seen = Stream.of(path.split(" "))
        .skip(1)
        .map(word -> "__fish_seen_subcommand_from " + word)
        .collect(Collectors.joining("; and "));
    var below = String.join(" ", command.getSubcommands().keySet());
    var not = below.isEmpty() ? "" : "not __fish_seen_subcommand_from " + below;
    return seen.isEmpty() || not.isEmpty() ? seen + not : seen + "; and " + not;
  }

  /// The first line of a description, fit for single quotes.
  private static String first(String[] description) {
    return description.length == 0 ? "" : description[0].replace("'", "’");
  }
}
