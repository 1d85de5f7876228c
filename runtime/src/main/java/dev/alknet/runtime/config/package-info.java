/// What a node is told: `alknet.yaml` in its home folder, read, judged and read again when it changes.
///
/// A file is either taken whole or not at all; every problem of it is said with its place. What needs
/// a restart ([dev.alknet.runtime.config.StaticConfig]) and what counts at once
/// ([dev.alknet.runtime.config.DynamicConfig]) are two records. The one door to the YAML parser. Who
/// runs a node wires what is said here; nothing here starts anything but the watching of the file.
/// May import: `identity`, and `operation` for the schema.
/// Source: call.md §23.
@NullMarked
package dev.alknet.runtime.config;

import org.jspecify.annotations.NullMarked;
