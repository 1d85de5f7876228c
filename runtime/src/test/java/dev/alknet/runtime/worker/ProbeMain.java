package dev.alknet.runtime.worker;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
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
