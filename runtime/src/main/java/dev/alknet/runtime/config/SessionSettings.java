package dev.alknet.runtime.config;

import java.time.Duration;

/// Sessions that others open on a node: after how long without a call one ends, and how many sessions
/// and runs there may be at once, for one identity and in all.
public record SessionSettings(Duration idle, int perIdentity, int inAll) {}
