package dev.alknet.runtime.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What counts when a node starts, and not before it starts again: where it listens (`HOST:PORT`;
/// nowhere when absent), how long it lets calls end when it stops, what runs containers (`auto`,
/// `docker` or `process`) and what their labels in Docker begin with, where it keeps things, and what
/// scripts may use up. Paths are absolute. Source: call.md §23.
public record StaticConfig(@Nullable String listen, Duration drain, String provider,
    String labelPrefix, StoreChoice store, VaultSettings vault, AuditSettings audit,
    ScriptSettings scripts) {}
