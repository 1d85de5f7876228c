@NullMarked
package dev.alknet.runtime.worker;

import org.jspecify.annotations.NullMarked;
