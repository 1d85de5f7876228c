/// Sessions and scripts beside Node.js: how soon a session is there, what a call costs behind each wall,
/// how fast code computes, what an idle session holds.
@NullMarked
package dev.alknet.bench.script;

import org.jspecify.annotations.NullMarked;
