package dev.alknet.runtime.config;

import dev.alknet.runtime.identity.IdentityIndex;

/// What counts from the next decision on: who is known, and how much one address may ask for.
/// Source: call.md §23.
public record DynamicConfig(IdentityIndex identities, RateLimits rateLimits) {}
