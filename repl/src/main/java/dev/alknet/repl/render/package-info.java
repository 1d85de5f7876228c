/// What people read: values, tables, operations and failures as text for a screen of some width.
///
/// Pure functions from data to text; nothing here prints. May import: `runtime`.
@NullMarked
package dev.alknet.repl.render;

import org.jspecify.annotations.NullMarked;
