/// What an operation is: its name, kind, schemas, access control and errors.
///
/// Pure descriptions that are checked when they are made; nothing here runs a call. This is the
/// one door to the JSON Schema validator. May import: JSON, nothing else of the house.
@NullMarked
package dev.alknet.runtime.operation;

import org.jspecify.annotations.NullMarked;
