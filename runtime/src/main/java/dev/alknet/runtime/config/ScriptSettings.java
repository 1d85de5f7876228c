package dev.alknet.runtime.config;

import dev.alknet.runtime.operation.ResourceLimits;

/// What each run of a script may use up: of the operator's own in the process of the node, and of
/// everybody else's in a worker; and how many sessions others may open (docs/sandbox.md).
public record ScriptSettings(ResourceLimits operator, ResourceLimits worker,
    SessionSettings sessions) {}
