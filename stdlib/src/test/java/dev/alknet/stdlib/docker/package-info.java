@NullMarked
package dev.alknet.stdlib.docker;

import org.jspecify.annotations.NullMarked;
