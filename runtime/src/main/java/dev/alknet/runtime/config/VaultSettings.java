package dev.alknet.runtime.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How the vault is unlocked when the node starts; not at all when there is no file.
/// Source: vault-store-script.md V-23.
public record VaultSettings(@Nullable Path mnemonicFile) {}
