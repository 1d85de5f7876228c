/// Running a program of this machine and ending all of it.
///
/// A started program leads a process group of its own, so that everything it starts can be found and
/// ended with it: [dev.alknet.stdlib.process.RunningProcess] is that program, its output line by
/// line and its end. `process/run` is the operation over it; the `container` family uses it too.
@NullMarked
package dev.alknet.stdlib.process;

import org.jspecify.annotations.NullMarked;
