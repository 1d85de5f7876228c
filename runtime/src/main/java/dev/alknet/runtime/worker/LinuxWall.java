package dev.alknet.runtime.worker;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/// What the Linux kernel takes from the process that asks for it, for good: other programs and copies of
/// itself, sockets, and signals to other processes (seccomp), and all files but the JVM's and those on its class path, which it may only
/// read (Landlock). Needs no rights and no tools. Whoever calls this has to be the first thread, before
/// there are others: what it starts inherits the loss of files, what ran before does not.
final class LinuxWall {
  /// What was really taken; on another system, or an old kernel, nothing was.
  record Holds(boolean processes, boolean files) {
    /// As a worker tells its node.
    JsonNode toJson() {
      return JsonNodeFactory.instance.objectNode().put("processes", processes).put("files", files);
    }
  }

  private static final int NO_NEW_PRIVILEGES = 38;
  private static final int CLONE3 = 435;
  private static final int CLONE_THREAD = 0x10000;
  private static final long READ = 1 << 2 | 1 << 3;
  private static final int RULE_PATH_BENEATH = 1;
  private static final int OPEN_PATH_ONLY = 0x200000 | 0x80000;

  private LinuxWall() {}

  /// Numbers of system calls on one kind of machine, among them `clone` and `tgkill`, and how seccomp knows
  /// that kind.
  private record Machine(int audit, int seccomp, int copying, int signalling,
      List<Integer> refused) {
    static Machine here() {
      return switch (System.getProperty("os.arch")) {
        case "amd64" -> new Machine(0xC000003E, 317, 56, 234,
            // socket connect bind listen socketpair fork vfork execve ptrace mount unshare setns
            List.of(41, 42, 49, 50, 53, 57, 58, 59, 101, 165, 272, 308,
                // open_by_handle_at process_vm_readv process_vm_writev bpf execveat io_uring_setup
                304, 310, 311, 321, 322, 425,
                // kill tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_send_signal pidfd_open
                // pidfd_getfd
                62, 200, 129, 297, 424, 434, 438));
        case "aarch64" -> new Machine(0xC00000B7, 277, 220, 131,
            List.of(198, 203, 200, 201, 199, 221, 117, 40, 97, 268, 265, 270, 271, 280, 281, 425,
                129, 130, 138, 240, 424, 434, 438));
        default -> throw new UnsupportedOperationException("an unknown machine");
      };
    }
  }

  /// Takes what it can.
  static Holds raise() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return new Holds(false, false);
    }
    try (var arena = Arena.ofConfined()) {
      var machine = Machine.here();
      var calls = new Calls();
      calls.prctl(NO_NEW_PRIVILEGES, 1);
      var files = files(calls, arena);
      return new Holds(processes(calls, arena, machine), files);
    } catch (UnsupportedOperationException _) {
      return new Holds(false, false);
    }
  }

  /// Ends the process at once, whatever its threads do.
  static void die() {
    try {
      new Calls().exit();
    } catch (UnsupportedOperationException _) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static boolean files(Calls calls, Arena arena) {
    var version = calls.system(444, 0, 0, 1);
    if (version < 1) {
      return false;
    }
    var attributes = arena.allocate(24);
    attributes.set(JAVA_LONG, 0, rights(version));
    attributes.set(JAVA_LONG, 8, version >= 4 ? 3 : 0);
    attributes.set(JAVA_LONG, 16, version >= 6 ? 3 : 0);
    var size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
    var rules = calls.system(444, attributes.address(), size, 0);
    if (rules < 0) {
      return false;
    }
    for (var path : readable()) {
      var file = calls.open(arena.allocateFrom(path), OPEN_PATH_ONLY);
      if (file >= 0) {
        var beneath = arena.allocate(16);
        beneath.set(JAVA_LONG, 0, new File(path).isDirectory() ? READ : 1 << 2);
        beneath.set(JAVA_INT, 8, file);
        calls.system(445, rules, RULE_PATH_BENEATH, beneath.address());
        calls.close(file);
      }
    }
    return calls.system(446, rules, 0, 0) == 0;
  }

  /// All rights to files that this version of Landlock knows.
  private static long rights(long version) {
    var bits = version >= 5 ? 16 : version >= 3 ? 15 : version >= 2 ? 14 : 13;
    return (1L << bits) - 1;
  }

  /// All that this process reads, a compiler of JavaScript among it if it has one.
  private static List<String> readable() {
    var paths = new ArrayList<>(List.of("/dev/urandom", "/dev/random"));
    paths.addAll(program());
    var compiler = System.getProperty("jdk.module.upgrade.path");
    if (compiler != null) {
      paths.add(compiler);
    }
    return paths;
  }

  /// What a JVM reads that runs the same jars as this one.
  static List<String> program() {
    var paths = new ArrayList<>(List.of(System.getProperty("java.home")));
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty()) {
        paths.add(new File(entry).getAbsolutePath());
        paths.addAll(named(entry));
      }
    }
    return paths;
  }

  /// What a jar names as its own class path.
  private static List<String> named(String entry) {
    if (!entry.endsWith(".jar")) {
      return List.of();
    }
    try (var jar = new JarFile(entry)) {
      var manifest = jar.getManifest();
      var named = manifest == null ? null
          : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (named == null) {
        return List.of();
      }
      var base = new File(entry).getAbsoluteFile().toURI();
      return Arrays.stream(named.trim().split("\\s+", -1))
          .map(name -> new File(base.resolve(name)).getPath())
          .toList();
    } catch (IOException _) {
      return List.of();
    }
  }

  private static boolean processes(Calls calls, Arena arena, Machine machine) {
    var program = new Program();
    program.load(4);
    program.unless(machine.audit, Program.REFUSE);
    program.load(0);
    program.from(0x40000000, Program.REFUSE);
    machine.refused.forEach(number -> program.when(number, Program.REFUSE));
    program.when(CLONE3, Program.MISSING); // it points to its flags, which a filter cannot see
    program.require(machine.copying, Program.HAS, CLONE_THREAD); // threads, and no copies
    program.require(machine.signalling, Program.IS, (int) ProcessHandle.current().pid());
    program.answer(Program.ALLOW);
    var header = arena.allocate(16);
    header.set(JAVA_SHORT, 0, (short) program.length());
    header.set(ADDRESS, 8, program.in(arena));
    return calls.system(machine.seccomp, 1, 1, header.address()) == 0;
  }

  /// A filter of the kernel, in the order of its instructions.
  private static final class Program {
    static final int REFUSE = 0x00050000 | 1;
    /// As on a kernel without this call: the C library then takes the older one.
    static final int MISSING = 0x00050000 | 38;
    static final int ALLOW = 0x7fff0000;
    static final int IS = 0x15;
    static final int HAS = 0x45;
    private static final int FIRST_ARGUMENT = 16;

    private final List<int[]> instructions = new ArrayList<>();

    void load(int offset) {
      instructions.add(new int[]{0x20, 0, 0, offset});
    }

    void when(int value, int answer) {
      instructions.add(new int[]{0x15, 0, 1, value});
      answer(answer);
    }

    void unless(int value, int answer) {
      instructions.add(new int[]{0x15, 1, 0, value});
      answer(answer);
    }

    void from(int value, int answer) {
      instructions.add(new int[]{0x35, 0, 1, value});
      answer(answer);
    }

    /// Refuses this call unless its first argument is a value or has its bits.
    void require(int call, int comparison, int value) {
      instructions.add(new int[]{0x15, 0, 4, call});
      load(FIRST_ARGUMENT);
      instructions.add(new int[]{comparison, 1, 0, value});
      answer(REFUSE);
      load(0);
    }

    void answer(int answer) {
      instructions.add(new int[]{0x06, 0, 0, answer});
    }

    int length() {
      return instructions.size();
    }

    MemorySegment in(Arena arena) {
      var bytes = arena.allocate(8L * instructions.size(), 8)
          .asByteBuffer()
          .order(ByteOrder.nativeOrder());
      for (var one : instructions) {
        bytes.putShort((short) one[0]).put((byte) one[1]).put((byte) one[2]).putInt(one[3]);
      }
      return MemorySegment.ofBuffer(bytes.flip());
    }
  }

  /// The few functions of the C library that this takes.
  private static final class Calls {
    private static final Linker LINKER = Linker.nativeLinker();

    private final MethodHandle system = function("syscall", FunctionDescriptor.of(JAVA_LONG,
        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private final MethodHandle prctl = function("prctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT,
        JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));
    private final MethodHandle open =
        function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    private final MethodHandle close =
        function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private final MethodHandle exit =
        function("_exit", FunctionDescriptor.ofVoid(JAVA_INT));

    @SuppressWarnings("restricted") // the launcher and WorkerCommand enable it
    private static MethodHandle function(String name, FunctionDescriptor shape) {
      return LINKER.downcallHandle(LINKER.defaultLookup()
          .find(name)
          .orElseThrow(() -> new UnsupportedOperationException(name)), shape);
    }

    long system(long number, long first, long second, long third) {
      return number(() -> (long) system.invokeExact(number, first, second, third, 0L, 0L));
    }

    void prctl(int option, long value) {
      var _ = number(() -> (long) (int) prctl.invokeExact(option, value, 0L, 0L, 0L));
    }

    int open(MemorySegment path, int flags) {
      return (int) number(() -> (long) (int) open.invokeExact(path, flags));
    }

    void close(int file) {
      var _ = number(() -> (long) (int) close.invokeExact(file));
    }

    void exit() {
      var _ = number(() -> {
        exit.invokeExact(0);
        return 0L;
      });
    }

    /// A call into the library.
    private interface Native {
      long call() throws Throwable;
    }

    private static long number(Native call) {
      try {
        return call.call();
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
