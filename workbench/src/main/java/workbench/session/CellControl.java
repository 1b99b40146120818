package workbench.session;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import jdk.jshell.execution.LocalExecutionControl;
import org.jspecify.annotations.Nullable;

/**
 * JShell's local engine with two differences: the value of an expression stays the object it is
 * (the engine would make a string of every value), and {@code System.exit} in a cell ends the cell
 * and not the program.
 */
final class CellControl extends LocalExecutionControl {
  private static final ClassDesc EXIT = ClassDesc.of("workbench.session.CellExit");

  private @Nullable Object value;
  private boolean clearing;
  private long ranNanos;

  CellControl(ClassLoader parent) {
    super(parent);
  }

  @Override
  protected String invoke(Method method) throws Exception {
    CellCall call = new CellCall(method);
    long start = System.nanoTime();
    try {
      return super.invoke(CellCall.enter(call));
    } finally {
      ranNanos += System.nanoTime() - start;
      value = call.value();
      CellCall.leave();
    }
  }

  /** The value of the last snippet that ran, and forgets it. */
  @Nullable Object takeValue() {
    Object taken = value;
    value = null;
    return taken;
  }

  /** How long all snippets have run, in nanoseconds; compiling them does not count. */
  long ranNanos() {
    return ranNanos;
  }

  /** While {@code read} runs, reading a variable sets it to null: JShell has no other way to it. */
  void clearing(Runnable read) {
    clearing = true;
    try {
      read.run();
    } finally {
      clearing = false;
    }
  }

  @Override
  public String varValue(String className, String name)
      throws RunException, EngineTerminationException, InternalException {
    if (!clearing) {
      return super.varValue(className, name);
    }
    try {
      Field field = findClass(className).getDeclaredField(name);
      field.setAccessible(true);
      if (!field.getType().isPrimitive()) {
        field.set(null, null);
      }
      return "";
    } catch (ReflectiveOperationException e) {
      throw new InternalException(e.toString());
    }
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    ClassBytecodes[] woven = new ClassBytecodes[classes.length];
    for (int i = 0; i < classes.length; i++) {
      woven[i] = new ClassBytecodes(classes[i].name(), withoutExit(classes[i].bytecodes()));
    }
    super.load(woven);
  }

  private static byte[] withoutExit(byte[] bytes) {
    CodeTransform code =
        (builder, element) -> {
          boolean exit =
              element instanceof InvokeInstruction call
                  && call.owner().asInternalName().equals("java/lang/System")
                  && call.name().equalsString("exit");
          if (exit) {
            builder.invokestatic(EXIT, "exit", MethodTypeDesc.ofDescriptor("(I)V"));
          } else {
            builder.with(element);
          }
        };
    ClassFile file = ClassFile.of();
    return file.transformClass(file.parse(bytes), ClassTransform.transformingMethodBodies(code));
  }
}
