package dev.alknet.repl.shell;

import dev.alknet.repl.render.Format;
import dev.alknet.repl.render.Theme;

/// The commands to the shell itself, in the order of the help.
enum Command { //
  HELP(".help", "[NAME]", Takes.OPERATION,
      "this help, or what an operation does; ?NAME too"), //
  OPS(".ops", "[PATTERN]", Takes.OPERATION,
      "the operations; PATTERN is a part of a name, or has * and ?"), //
  SCHEMA(".schema", "NAME", Takes.OPERATION,
      "the schema of an operation: what it takes and answers, as data"), //
  PEERS(".peers", "", Takes.NOTHING,
      "the other nodes that are attached to this one"), //
  CONNECT(".connect", "PEER|ADDRESS", Takes.CONTACT,
      "attaches another node: [NAME=]HOST:PORT/ed25519:KEY, or a peer this home knows"), //
  DISCONNECT(".disconnect", "PEER", Takes.CONNECTED,
      "lets go of a node that .connect has attached"), //
  USE(".use", "[PEER]", Takes.PEER,
      "sends calls to this peer; without a name to nobody in particular"), //
  WHOAMI(".whoami", "", Takes.NOTHING,
      "who you are here, and where calls go"), //
  CAN(".can", "NAME [INPUT]", Takes.OPERATION,
      "whether you may call an operation, and why"), //
  FLEET(".fleet", "", Takes.NOTHING,
      "all nodes at a glance: containers, load, calls; keys lead into each"), //
  LOGS(".logs", "[-f] CONTAINER…", Takes.CONTAINERS,
      "what containers wrote; w1/web on a peer, web-* all called so; -f follows"), //
  TAIL(".tail", "CONTAINER…", Takes.CONTAINERS,
      "the end of it, and what comes"), //
  ATTACH(".attach", "CONTAINER", Takes.CONTAINER,
      "the terminal of a container; Ctrl-P Ctrl-Q comes back"), //
  EXEC(".exec", "CONTAINER [CMD…]", Takes.CONTAINER,
      "the terminal of a program in it, usually of a shell"), //
  JOBS(".jobs", "", Takes.NOTHING,
      "what runs behind the prompt: EXPR & and Ctrl-Z put it there"), //
  FG(".fg", "[JOB]", Takes.JOB,
      "waits for a job again"), //
  KILL(".kill", "JOB", Takes.JOB,
      "stops a job"), //
  WATCH(".watch", "2s EXPR", Takes.CODE,
      "evaluates again and again until Ctrl-C"), //
  TIME(".time", "EXPR", Takes.CODE,
      "says how long it takes"), //
  PLOT(".plot", "EXPR", Takes.CODE,
      "draws numbers; follows those of a subscription"), //
  FORMAT(".format", "[FORMAT]", Takes.WORD,
      "how values are shown: " + Format.names()), //
  THEME(".theme", "[THEME]", Takes.WORD,
      "the colours: " + Theme.names()), //
  HISTORY(".history", "[TEXT]", Takes.NOTHING,
      "lines that were typed, the newest last"), //
  SAVE(".save", "FILE", Takes.NOTHING,
      "writes the session as a script that runs by itself"), //
  LOAD(".load", "FILE", Takes.NOTHING,
      "evaluates a file"), //
  EDIT(".edit", "", Takes.NOTHING,
      "opens the last input in $VISUAL or $EDITOR, then evaluates it"), //
  SNIPPET(".snippet", "[NAME [CODE]]", Takes.NOTHING,
      "keeps code under a name, or evaluates it; - forgets it"), //
  PROMOTE(".promote", "NAME", Takes.REGISTERED,
      "keeps an operation of this session for review, with its calls as a test"), //
  EXIT(".exit", "", Takes.NOTHING,
      "leaves the shell, as Ctrl-D does");

  /// What stands behind a command.
  enum Takes {
    NOTHING, OPERATION, REGISTERED, PEER, CONTACT, CONNECTED, CONTAINER, CONTAINERS, JOB, CODE, WORD
  }

  private final String word;
  private final String argument;
  private final Takes takes;
  private final String meaning;

  Command(String word, String argument, Takes takes, String meaning) {
    this.word = word;
    this.argument = argument;
    this.takes = takes;
    this.meaning = meaning;
  }

  /// How it is typed: `.help`.
  String word() {
    return word;
  }

  /// What may follow, for people; empty when nothing does.
  String argument() {
    return argument;
  }

  Takes takes() {
    return takes;
  }

  /// What it does, in a few words.
  String meaning() {
    return meaning;
  }

  /// The word and what may follow.
  String usage() {
    return (word + " " + argument).stripTrailing();
  }
}
