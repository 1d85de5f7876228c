/// Stores under processes that are killed.
@NullMarked
package dev.alknet.tests.store;

import org.jspecify.annotations.NullMarked;
