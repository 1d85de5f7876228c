package dev.alknet.repl.command;

/// What a command line runs on: where it reads and writes, which operations its nodes have, who
/// may ask it to stop, and where homes keep credentials.
record Stage(Streams streams, Families families, Interrupts interrupts,
    HomeCredentials credentials) {}
