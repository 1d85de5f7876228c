package dev.alknet.repl.jshell;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;

/// The classes that snippets become, and the values of the variables in them.
final class SnippetClasses implements LoaderDelegate {
  private final Loader loader = new Loader(SnippetClasses.class.getClassLoader());
  private final List<Class<?>> loaded = new CopyOnWriteArrayList<>();

  /// Defines classes of snippets, which see what this program sees.
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> waiting = new HashMap<>();

    Loader(ClassLoader parent) {
      super(parent);
    }

    synchronized void put(ClassBytecodes code) {
      waiting.put(code.name(), code.bytecodes());
    }

    @Override
    protected synchronized Class<?> findClass(String name) throws ClassNotFoundException {
      var code = waiting.remove(name);
      if (code == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, code, 0, code.length);
    }
  }

  @Override
  public void load(ClassBytecodes[] codes) throws ClassInstallException {
    var done = new boolean[codes.length];
    for (var code : codes) {
      loader.put(code);
    }
    try {
      for (var i = 0; i < codes.length; i++) {
        var type = loader.loadClass(codes[i].name());
        loaded.add(type);
        done[i] = true;
      }
    } catch (ClassNotFoundException e) {
      throw new ClassInstallException("cannot load a snippet: " + e.getMessage(), done);
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] codes) {
    for (var code : codes) {
      loader.put(code);
    }
  }

  @Override
  public void addToClasspath(String path) {
    throw new UnsupportedOperationException("the class path is that of this program");
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  /// Sets a variable that a snippet has declared.
  void set(String variable, Object value) throws ReflectiveOperationException {
    field(variable).orElseThrow(() -> new NoSuchFieldException(variable)).set(null, value);
  }

  /// The value of a variable as it was declared last; absent for null, and for what nobody declared.
  Optional<Object> value(String variable) {
    return field(variable).map(field -> {
      try {
        return field.get(null);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private Optional<Field> field(String variable) {
    return loaded.reversed()
        .stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
        .filter(field -> field.getName().equals(variable))
        .findFirst();
  }
}
