package dev.gatehouse.trail.read;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A native library, through {@code java.lang.foreign} of JDK 22 and newer. Our class files are of
 * Java 17, so that API is linked by name here, once for each function; a call is as direct as if it
 * had been compiled. A second set of class files for newer JDKs would be the other way, and would
 * be tested from the packed jar only.
 */
final class ForeignLibrary {
  private static final String PACKAGE = "java.lang.foreign.";

  private final Class<?> segment = type("MemorySegment");
  private final Class<?> layout = type("MemoryLayout");
  private final Object linker;
  private final Object symbols;

  private ForeignLibrary(String fileName) throws ReflectiveOperationException {
    Class<?> arena = type("Arena");
    Object global = arena.getMethod("global").invoke(null);
    linker = type("Linker").getMethod("nativeLinker").invoke(null);
    symbols =
        type("SymbolLookup")
            .getMethod("libraryLookup", String.class, arena)
            .invoke(null, fileName, global);
  }

  /**
   * Opens a library of the system.
   *
   * @return null if this process may not call native code, or this JDK cannot
   * @throws ReflectiveOperationException if the library is not there, or the JDK has another API
   */
  static @Nullable ForeignLibrary open(String fileName) throws ReflectiveOperationException {
    if (Runtime.version().feature() < 22) {
      return null;
    }
    Method isEnabled = Module.class.getMethod("isNativeAccessEnabled");
    boolean mayCall = (boolean) isEnabled.invoke(ForeignLibrary.class.getModule());
    return mayCall ? new ForeignLibrary(fileName) : null;
  }

  /**
   * A function of the library. It must return soon, since the collector waits for it: arrays are
   * handed over where they lie.
   *
   * @param result {@code void.class}, {@code int.class}, or {@code Object.class} for an address
   * @param parameters {@code long.class}, arrays, or {@code Object.class} for an address
   * @return a handle of just these types
   */
  MethodHandle function(String name, Class<?> result, Class<?>... parameters)
      throws ReflectiveOperationException {
    Object layouts = Array.newInstance(layout, parameters.length);
    for (int i = 0; i < parameters.length; i++) {
      Array.set(layouts, i, layout(parameters[i]));
    }
    Class<?> descriptorType = type("FunctionDescriptor");
    Object descriptor =
        result == void.class
            ? descriptorType.getMethod("ofVoid", layouts.getClass()).invoke(null, layouts)
            : descriptorType
                .getMethod("of", layout, layouts.getClass())
                .invoke(null, layout(result), layouts);
    Class<?> option = type("Linker$Option");
    Object options = Array.newInstance(option, 1);
    Array.set(options, 0, option.getMethod("critical", boolean.class).invoke(null, true));
    MethodHandle call =
        (MethodHandle)
            type("Linker")
                .getMethod("downcallHandle", segment, descriptorType, options.getClass())
                .invoke(linker, symbol(name), descriptor, options);
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].isArray()) {
        MethodHandle ofArray =
            MethodHandles.publicLookup()
                .findStatic(segment, "ofArray", MethodType.methodType(segment, parameters[i]));
        call = MethodHandles.filterArguments(call, i, ofArray);
      }
    }
    return call.asType(MethodType.methodType(result, parameters));
  }

  private Object symbol(String name) throws ReflectiveOperationException {
    Object found = type("SymbolLookup").getMethod("find", String.class).invoke(symbols, name);
    return ((Optional<?>) found).orElseThrow(() -> new NoSuchElementException(name));
  }

  private static Object layout(Class<?> type) throws ReflectiveOperationException {
    String constant = type == int.class ? "JAVA_INT" : type == long.class ? "JAVA_LONG" : "ADDRESS";
    return type("ValueLayout").getField(constant).get(null);
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(PACKAGE + name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("This JDK has no `" + name + "`.", e);
    }
  }
}
