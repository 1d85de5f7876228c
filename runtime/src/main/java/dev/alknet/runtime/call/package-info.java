/// What a call is: its place in the abort tree, its deadline, what a handler is given and how it
/// answers.
///
/// One call is one node of the abort tree and one virtual thread. May import: `operation`,
/// `identity` and JSON. Looking names up and deciding who may call is the business of `registry`.
@NullMarked
package dev.alknet.runtime.call;

import org.jspecify.annotations.NullMarked;
