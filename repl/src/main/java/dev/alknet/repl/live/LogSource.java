package dev.alknet.repl.live;

/// A container whose log is followed: on which peer (empty for where calls go by themselves), by which
/// name there, and how it is called on the screen.
public record LogSource(String peer, String container, String label) {}
