package dev.alknet.repl.shell;

import dev.alknet.repl.render.Format;
import dev.alknet.repl.render.Theme;

/// The commands to the shell itself, in the order of the help: what each is about, how it is used, what
/// stands behind it, and what it does.
enum Command { //
  HELP(Topic.SHELL, ".help [NAME]", Takes.OPERATION,
      "this help, or what an operation does; ?NAME too"), //
  OPS(Topic.OPERATIONS, ".ops [PATTERN]", Takes.OPERATION,
      "the operations; PATTERN is a part of a name, or has * and ?"), //
  SCHEMA(Topic.OPERATIONS, ".schema NAME", Takes.OPERATION,
      "the schema of an operation: what it takes and answers, as data"), //
  PEERS(Topic.NODES, ".peers", Takes.NOTHING,
      "the other nodes that are attached to this one"), //
  CONNECT(Topic.NODES, ".connect PEER|ADDRESS", Takes.CONTACT,
      "attaches another node: [NAME=]HOST:PORT/ed25519:KEY, or a peer this home knows"), //
  DISCONNECT(Topic.NODES, ".disconnect PEER", Takes.CONNECTED,
      "lets go of a node that .connect has attached"), //
  USE(Topic.NODES, ".use [PEER]", Takes.PEER,
      "sends calls to this peer; without a name to nobody in particular"), //
  WHOAMI(Topic.NODES, ".whoami", Takes.NOTHING,
      "who you are here, and where calls go"), //
  CAN(Topic.OPERATIONS, ".can NAME [INPUT]", Takes.OPERATION,
      "whether you may call an operation, and why"), //
  FLEET(Topic.NODES, ".fleet", Takes.NOTHING,
      "all nodes at a glance: containers, load, calls; keys lead into each"), //
  LOGS(Topic.CONTAINERS, ".logs [-f] CONTAINER…", Takes.CONTAINERS,
      "what containers wrote; w1/web on a peer, web-* all called so; -f follows"), //
  TAIL(Topic.CONTAINERS, ".tail CONTAINER…", Takes.CONTAINERS,
      "the end of it, and what comes"), //
  ATTACH(Topic.CONTAINERS, ".attach CONTAINER", Takes.CONTAINER,
      "the terminal of a container; Ctrl-P Ctrl-Q comes back"), //
  EXEC(Topic.CONTAINERS, ".exec CONTAINER [CMD…]", Takes.CONTAINER,
      "the terminal of a program in it, usually of a shell"), //
  CP(Topic.CONTAINERS, ".cp FROM TO", Takes.BOTH_ENDS,
      "copies files; one end is CONTAINER:PATH, or w1/web:PATH"), //
  JOBS(Topic.RUNNING, ".jobs", Takes.NOTHING,
      "what runs behind the prompt: EXPR & and Ctrl-Z put it there"), //
  FG(Topic.RUNNING, ".fg [JOB]", Takes.JOB,
      "waits for a job again"), //
  KILL(Topic.RUNNING, ".kill JOB", Takes.JOB,
      "stops a job"), //
  WATCH(Topic.RUNNING, ".watch [2s] EXPR", Takes.CODE,
      "evaluates again and again until Ctrl-C: every 2s, 500ms, 5m"), //
  TIME(Topic.RUNNING, ".time EXPR", Takes.CODE,
      "says how long it takes"), //
  PLOT(Topic.SHOWING, ".plot EXPR", Takes.CODE,
      "draws numbers; follows those of a subscription"), //
  FORMAT(Topic.SHOWING, ".format [FORMAT]", Takes.FORMAT,
      "how values are shown: " + Format.names()), //
  THEME(Topic.SHOWING, ".theme [THEME]", Takes.THEME,
      "the colours: " + Theme.names()), //
  HISTORY(Topic.SHELL, ".history [TEXT]", Takes.NOTHING,
      "lines that were typed, the newest last"), //
  SAVE(Topic.SHELL, ".save FILE", Takes.FILE,
      "writes the session as a script that runs by itself"), //
  LOAD(Topic.SHELL, ".load FILE", Takes.FILE,
      "evaluates a file"), //
  EDIT(Topic.SHELL, ".edit", Takes.NOTHING,
      "opens the last input in $VISUAL or $EDITOR, then evaluates it"), //
  SNIPPET(Topic.SHELL, ".snippet [NAME [CODE]]", Takes.SNIPPET,
      "keeps code under a name, or evaluates it; .snippet NAME - forgets it"), //
  PROMOTE(Topic.SHELL, ".promote NAME", Takes.REGISTERED,
      "keeps an operation of this session for review, with its calls as a test"), //
  EXIT(Topic.SHELL, ".exit", Takes.NOTHING,
      "leaves the shell, as Ctrl-D does");

  /// What a command is about.
  enum Topic {
    OPERATIONS("Operations"), //
    NODES("Nodes"), //
    CONTAINERS("Containers"), //
    RUNNING("What runs"), //
    SHOWING("What is shown"), //
    SHELL("The shell");

    private final String title;

    Topic(String title) {
      this.title = title;
    }

    /// Above its commands in the help.
    String title() {
      return title;
    }
  }

  /// What stands behind a command.
  enum Takes {
    NOTHING, OPERATION, REGISTERED, PEER, CONTACT, CONNECTED, CONTAINER, CONTAINERS, BOTH_ENDS, JOB, CODE, FILE, SNIPPET, FORMAT, THEME
  }

  private final Topic topic;
  private final String usage;
  private final Takes takes;
  private final String meaning;

  Command(Topic topic, String usage, Takes takes, String meaning) {
    this.topic = topic;
    this.usage = usage;
    this.takes = takes;
    this.meaning = meaning;
  }

  Topic topic() {
    return topic;
  }

  /// How it is typed: `.help`.
  String word() {
    return usage.split(" ", 2)[0];
  }

  /// The word and what may follow: `.help [NAME]`.
  String usage() {
    return usage;
  }

  Takes takes() {
    return takes;
  }

  /// What it does, in a few words.
  String meaning() {
    return meaning;
  }
}
