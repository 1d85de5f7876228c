package dev.alknet.runtime.worker;

import dev.alknet.runtime.script.ScriptEngine;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The program of a worker: serves [GuestOperations] over its standard streams, and ends when they do,
/// whatever it is doing then.
public final class WorkerMain {
  private WorkerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    var in = new FileInputStream(FileDescriptor.in);
    var out = new FileOutputStream(FileDescriptor.out);
    var nothing = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nothing);
    System.setErr(nothing);
    System.setIn(InputStream.nullInputStream());
    var engine = ScriptEngine.openForUntrusted();
    var operations = new GuestOperations(engine, LinuxWall.raise());
    operations.over(Pipe.open(new Lifeline(in), out, "the node", operations.all()));
    Thread.currentThread().join();
  }

  /// The end of the pipe is the end of the process: the node has closed it, or is gone.
  private static final class Lifeline extends FilterInputStream {
    Lifeline(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int from, int count) throws IOException {
      var got = super.read(buffer, from, count);
      if (got < 0) {
        LinuxWall.die();
      }
      return got;
    }
  }
}
