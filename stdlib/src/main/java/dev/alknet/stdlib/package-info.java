/// The operations that come with a node, one package for each family.
@NullMarked
package dev.alknet.stdlib;

import org.jspecify.annotations.NullMarked;
