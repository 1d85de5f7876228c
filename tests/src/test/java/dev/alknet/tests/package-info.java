/// What crosses rooms: the walls between them, and the real command against real work.
@NullMarked
package dev.alknet.tests;

import org.jspecify.annotations.NullMarked;
