package workbench.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * The call of a snippet, in a form that JShell's engine can make: it calls {@link #run}, a public
 * static method, which calls the snippet and keeps what it gave. Public for that reason alone.
 */
public final class CellCall {
  private static final InheritableThreadLocal<@Nullable CellCall> CURRENT =
      new InheritableThreadLocal<>();

  private final Method method;
  private @Nullable Object value;

  CellCall(Method method) {
    this.method = method;
  }

  /** Makes {@code call} the one that {@link #run} makes on threads started from this one. */
  static Method enter(CellCall call) throws NoSuchMethodException {
    CURRENT.set(call);
    return CellCall.class.getMethod("run");
  }

  static void leave() {
    CURRENT.remove();
  }

  @Nullable Object value() {
    return value;
  }

  /** Runs the snippet of this thread; for JShell's engine. */
  public static String run() throws Throwable {
    CellCall call = CURRENT.get();
    if (call == null) {
      throw new IllegalStateException("no cell runs on this thread");
    }
    try {
      call.value = call.method.invoke(null);
      return "";
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
