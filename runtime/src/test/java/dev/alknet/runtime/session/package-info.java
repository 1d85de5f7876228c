/// Tests of this room.
@NullMarked
package dev.alknet.runtime.session;

import org.jspecify.annotations.NullMarked;
