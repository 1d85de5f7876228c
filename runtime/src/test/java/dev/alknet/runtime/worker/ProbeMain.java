package dev.alknet.runtime.worker;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;

/// Java code in a process behind the wall of the kernel, as somebody would run it who has got out of the
/// engine: prints for each thing it tries whether that worked.
public final class ProbeMain {
  private ProbeMain() {}

  public static void main(String[] arguments) throws Exception {
    var secret = Path.of(arguments[0]);
    var _ = InetAddress.getLoopbackAddress(); // the libraries are there before the wall is
    say("before", () -> Files.readString(secret));
    var holds = LinuxWall.raise();
    System.out.println("holds " + holds);
    say("read", () -> Files.readString(secret));
    say("list", () -> {
      try (var files = Files.list(Path.of("/"))) {
        return files.count();
      }
    });
    say("write", () -> Files.writeString(secret.resolveSibling("new"), "x"));
    say("delete", () -> {
      Files.delete(secret);
      return 0;
    });
    say("tcp", () -> {
      try (var socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])),
            1000);
        return 0;
      }
    });
    say("listen", () -> {
      try (var socket = new ServerSocket(0)) {
        return socket.getLocalPort();
      }
    });
    say("udp", () -> {
      try (var socket = new DatagramSocket()) {
        return socket.getLocalPort();
      }
    });
    say("program", () -> new ProcessBuilder("true").start().waitFor());
    say("copy", () -> library("fork"));
    say("signal", () -> library("kill", Integer.parseInt(arguments[2]), 0));
    say("own signal", () -> library("raise", 0));
    var thread = Thread.ofPlatform().start(() -> {
      try {
        say("thread", () -> Files.readString(secret));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    });
    thread.join();
    say("classes", () -> Class.forName("java.util.logging.LogManager").getName());
    LinuxWall.die();
    System.out.println("alive");
  }

  /// Calls a function of the C library that answers -1 when the kernel refuses.
  @SuppressWarnings("restricted") // the test enables it
  private static int library(String name, Object... numbers) throws Exception {
    var linker = Linker.nativeLinker();
    var shapes = Collections.nCopies(numbers.length, JAVA_INT).toArray(MemoryLayout[]::new);
    try {
      var answer = (int) linker
          .downcallHandle(linker.defaultLookup().find(name).orElseThrow(),
              FunctionDescriptor.of(JAVA_INT, shapes))
          .invokeWithArguments(numbers);
      if (answer < 0) {
        throw new IOException(name + " is refused");
      }
      return answer;
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void say(String what, Callable<?> attempt) throws IOException {
    String answer;
    try {
      answer = "works: " + attempt.call();
    } catch (Exception | LinkageError e) {
      answer = "refused";
    }
    System.out.println(what + " " + answer);
  }
}
