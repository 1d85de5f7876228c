/// Who may do what between nodes that are really connected: pairing, and attempts to be somebody
/// else.
@NullMarked
package dev.alknet.tests.peer;

import org.jspecify.annotations.NullMarked;
