package dev.alknet.runtime.config;

/// How many connections one IP address may have at once. Source: call.md §23.
public record RateLimits(int maxConnectionsPerIp) {}
