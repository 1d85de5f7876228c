package dev.alknet.repl.command;

/// What a command line runs on: where it reads and writes, which operations its nodes have, and who
/// may ask it to stop.
record Stage(Streams streams, Families families, Interrupts interrupts) {}
