package dev.alknet.repl.command;

import java.lang.reflect.Proxy;

/// The signals that ask this process to stop: Ctrl-C (`INT`), `TERM` and a lost terminal (`HUP`, which
/// may also ask for something else).
///
/// The only way that the JDK has is `sun.misc.Signal`, whose mention is a warning that cannot be
/// silenced; hence by reflection. Where it is missing the JVM's own way remains: exit at once.
final class Signals {
  private Signals() {}

  /// Passes the signals on, each on a thread of its own.
  static void install(Interrupts interrupts) {
    try {
      handle("INT", () -> interrupts.raise(ExitCode.INTERRUPTED));
      handle("TERM", () -> interrupts.raise(ExitCode.TERMINATED));
      handle("HUP", interrupts::hangUp);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      System.getLogger(Signals.class.getName())
          .log(System.Logger.Level.DEBUG, "signals stay with the JVM", e);
    }
  }

  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    var signal = Class.forName("sun.misc.Signal");
    var handler = Class.forName("sun.misc.SignalHandler");
    var passOn = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[]{handler},
        (_, method, _) -> switch (method.getName()) {
          case "handle" -> {
            action.run();
            yield null;
          }
          case "hashCode" -> name.hashCode();
          case "equals" -> false;
          default -> name;
        });
    signal.getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), passOn);
  }
}
