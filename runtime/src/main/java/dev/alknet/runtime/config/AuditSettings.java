package dev.alknet.runtime.config;

import java.nio.file.Path;

/// Whether the audit log is written, and in which folder its files lie.
public record AuditSettings(boolean enabled, Path folder) {}
