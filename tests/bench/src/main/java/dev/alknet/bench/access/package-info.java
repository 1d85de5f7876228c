/// How long the access check takes on a node that knows many peers and many owners.
@NullMarked
package dev.alknet.bench.access;

import org.jspecify.annotations.NullMarked;
