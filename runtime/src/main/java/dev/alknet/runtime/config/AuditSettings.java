package dev.alknet.runtime.config;

import java.nio.file.Path;

/// Whether the audit log is written, and where.
public record AuditSettings(boolean enabled, Path file) {}
