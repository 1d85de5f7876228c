/// From an operation that somebody's session has made up to one that people have judged: a promotion
/// is a folder with the operation as a module, and calls of it that were recorded as its test.
///
/// Nothing here becomes live. A person reads a promotion and, if it is good, puts it among the scripts
/// that a node is started with. May use `script` and what lies below it. Source: call.md §14,
/// vault-store-script.md §3.5 S-1.
@NullMarked
package dev.alknet.runtime.promotion;

import org.jspecify.annotations.NullMarked;
