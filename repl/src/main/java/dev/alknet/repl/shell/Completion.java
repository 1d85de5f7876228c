package dev.alknet.repl.shell;

import java.util.List;

/// What is being typed at the cursor: the part of it that counts, and what could stand there.
sealed interface Completion {
  /// What has been typed of it.
  String typed();

  /// The quote that is open before it, or empty.
  default String mark() {
    return "";
  }

  /// The name of an operation; of this peer, unless that is empty.
  record Operation(String typed, String peer) implements Completion {}

  /// A command of the shell.
  record Command(String typed) implements Completion {}

  /// An operation that this session has registered.
  record Registered(String typed) implements Completion {}

  /// The name of a peer that is known and can be reached.
  record Contact(String typed) implements Completion {}

  /// A node that `.connect` has attached.
  record Connected(String typed) implements Completion {}

  /// The name of a container where calls go.
  record Container(String typed) implements Completion {}

  /// The name of a container where calls go or, behind that of a peer and a slash, on that.
  record AnyContainer(String typed) implements Completion {}

  /// An end of a copy: it may be a path of this machine when `here`, one of a container when `there`.
  record CopyEnd(String typed, boolean here, boolean there) implements Completion {
    @Override
    public String mark() {
      return Words.mark(typed);
    }
  }

  /// A file of this machine.
  record LocalFile(String typed) implements Completion {
    @Override
    public String mark() {
      return Words.mark(typed);
    }
  }

  /// Code that is kept under a name.
  record Snippet(String typed) implements Completion {}

  /// One of these words.
  record Word(String typed, List<String> words) implements Completion {
    public Word {
      words = List.copyOf(words);
    }
  }

  /// The number of a job.
  record Job(String typed) implements Completion {}

  /// The name of a peer; a quote has to follow when `mark` is one.
  record Peer(String typed, String mark) implements Completion {}

  /// The name of a member of the input of an operation, at `path` in it; those in `given` are there.
  record Argument(String typed, Call call, List<String> path, List<String> given)
      implements
        Completion {
    public Argument {
      path = List.copyOf(path);
      given = List.copyOf(given);
    }
  }

  /// The value of the member at `path`; `mark` is the quote that is open, or empty.
  record Value(String typed, Call call, List<String> path, String mark) implements Completion {
    public Value {
      path = List.copyOf(path);
    }
  }

  /// A member of the object at this dotted path, or a global where the path is empty.
  record Member(String object, String typed) implements Completion {}

  /// Nothing that can be known.
  record Nothing() implements Completion {
    @Override
    public String typed() {
      return "";
    }
  }

  /// A call that is being typed: of which operation, of which peer unless that is empty, and whether
  /// the cursor is in its options.
  record Call(String operation, String peer, boolean inOptions) {
    Call at(String named) {
      return new Call(operation, named, inOptions);
    }
  }

  /// What stands at the cursor between these two: the options of a call, which follow its input, may say
  /// which peer it is for.
  static Completion at(String text, String behind) {
    return switch (at(text)) {
      case Value(var typed, var call, var path, var mark) ->
        new Value(typed, CodeCompletion.named(call, text, behind), path, mark);
      case Argument(var typed, var call, var path, var given) ->
        new Argument(typed, CodeCompletion.named(call, text, behind), path, given);
      case Completion other -> other;
    };
  }

  /// What stands at the end of `text`, the input up to the cursor.
  static Completion at(String text) {
    return CommandCompletion.at(text).orElseGet(() -> CodeCompletion.at(text));
  }
}
