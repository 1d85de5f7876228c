package dev.alknet.runtime.vault;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every array that an object of this package holds, directly or through others, as it is now. Seen by
/// reflection, so that no class has to give its secrets to a test.
record HeldSecrets(List<byte[]> bytes, List<char[]> chars) {
  static HeldSecrets of(Object root) throws IllegalAccessException {
    var held = new HeldSecrets(new ArrayList<>(), new ArrayList<>());
    held.visit(root, Collections.newSetFromMap(new IdentityHashMap<>()));
    return held;
  }

  private void visit(Object object, Set<Object> seen) throws IllegalAccessException {
    if (object == null || !seen.add(object)) {
      return;
    }
    switch (object) {
      case byte[] array -> bytes.add(array);
      case char[] array -> chars.add(array);
      case Map<?, ?> map -> {
        for (var value : map.values()) {
          visit(value, seen);
        }
      }
      default -> visitFields(object, seen);
    }
  }

  private void visitFields(Object object, Set<Object> seen) throws IllegalAccessException {
    if (object.getClass().getPackage() != HeldSecrets.class.getPackage()
        || object instanceof Enum<?>) {
      return;
    }
    for (var field : object.getClass().getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
        field.setAccessible(true);
        visit(field.get(object), seen);
      }
    }
  }
}
