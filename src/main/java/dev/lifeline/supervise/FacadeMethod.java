package dev.lifeline.supervise;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.io.Reader;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The instructions of one method of a facade, as of
 *
 * <pre>{@code
 * public String name(Session session, String text) {
 *   if (!handlesText(text)) {
 *     return null;
 *   }
 *   try {
 *     return ((Original) original()).name(session, text);
 *   } finally {
 *     handled();
 *   }
 * }
 * }</pre>
 *
 * For one use.
 */
final class FacadeMethod {

  private static final String FACADE = Type.getInternalName(EndpointFacade.class);

  private final MethodVisitor code;
  private final HandlerMethod handler;
  private final Class<?> endpoint;
  private final List<Class<?>> parameters;

  /**
   * Writes nothing yet.
   *
   * @param code of the method, begun
   */
  FacadeMethod(MethodVisitor code, HandlerMethod handler, Class<?> endpoint) {
    this.code = code;
    this.handler = handler;
    this.endpoint = endpoint;
    this.parameters = handler.parameterTypes();
  }

  static String descriptorOf(HandlerMethod handler) {
    return MethodType.methodType(resultOf(handler), handler.parameterTypes())
        .toMethodDescriptorString();
  }

  /** Boxed, since nothing is returned where a heartbeat was taken. */
  private static Class<?> resultOf(HandlerMethod handler) {
    Method original = handler.original();
    return original == null || original.getReturnType() == void.class
        ? void.class
        : boxOf(original.getReturnType());
  }

  private static Class<?> boxOf(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  void write() {
    switch (handler.role()) {
      case OPEN -> {
        replace(parameters.indexOf(EndpointConfig.class), EndpointConfig.class, "asOfTheOriginal");
        write("opens", "handled", parameters.indexOf(Session.class));
      }
      case CLOSE -> write("closes", "closed", parameters.indexOf(CloseReason.class));
      case ERROR -> write("fails", null);
      case PONG -> write("handlesPong", "handled", message());
      case TEXT -> write("handlesText", "handled", message());
      case TEXT_PARTS -> write("handlesPart", "handled", message(), lastFlag());
      case TEXT_STREAM -> {
        replace(message(), Reader.class, "fromBeginning");
        write("handlesStream", "handled", message());
      }
      default -> write("handles", "handled");
    }
  }

  /** {@code parameter = this.by(parameter)}; nothing where there is no such parameter. */
  private void replace(int parameter, Class<?> type, String by) {
    if (parameter >= 0) {
      pushThis();
      push(parameter);
      callFacade(by, MethodType.methodType(type, type).toMethodDescriptorString());
      code.visitVarInsn(Opcodes.ASTORE, localOf(parameter));
    }
  }

  private void write(String asks, @Nullable String after, int... asked) {
    Label call = new Label();
    Label called = new Label();
    Label failed = new Label();
    code.visitTryCatchBlock(call, called, failed, null);
    ask(asks, asked);
    code.visitJumpInsn(Opcodes.IFNE, call);
    if (resultOf(handler) != void.class) {
      code.visitInsn(Opcodes.ACONST_NULL);
    }
    finish();
    code.visitLabel(call);
    code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    callOriginal();
    code.visitLabel(called);
    tell(after);
    finish();
    code.visitLabel(failed);
    code.visitFrame(
        Opcodes.F_SAME1, 0, null, 1, new Object[] {Type.getInternalName(Throwable.class)});
    tell(after);
    code.visitInsn(Opcodes.ATHROW);
  }

  private void finish() {
    code.visitInsn(resultOf(handler) == void.class ? Opcodes.RETURN : Opcodes.ARETURN);
  }

  private void ask(String asks, int... asked) {
    pushThis();
    Type[] types = new Type[asked.length];
    for (int i = 0; i < asked.length; i++) {
      push(asked[i]);
      types[i] = Type.getType(parameters.get(asked[i]));
      if (parameters.get(asked[i]) == Boolean.class) {
        types[i] = Type.BOOLEAN_TYPE;
        code.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL,
            Type.getInternalName(Boolean.class),
            "booleanValue",
            "()Z",
            false);
      }
    }
    callFacade(asks, Type.getMethodDescriptor(Type.BOOLEAN_TYPE, types));
  }

  /** Leaves its result on the stack. */
  private void callOriginal() {
    Method original = handler.original();
    if (original == null) {
      code.visitInsn(Opcodes.NOP); // Or nothing would be there to fail.
      return;
    }
    String owner = Type.getInternalName(endpoint);
    boolean isStatic = Modifier.isStatic(original.getModifiers());
    if (!isStatic) {
      pushThis();
      callFacade("original", "()Ljava/lang/Object;");
      code.visitTypeInsn(Opcodes.CHECKCAST, owner);
    }
    for (int i = 0; i < original.getParameterCount(); i++) {
      push(i);
    }
    code.visitMethodInsn(
        isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL,
        owner,
        original.getName(),
        Type.getMethodDescriptor(original),
        false);
    if (original.getReturnType().isPrimitive() && resultOf(handler) != void.class) {
      Type box = Type.getType(boxOf(original.getReturnType()));
      String valueOf = Type.getMethodDescriptor(box, Type.getReturnType(original));
      code.visitMethodInsn(Opcodes.INVOKESTATIC, box.getInternalName(), "valueOf", valueOf, false);
    }
  }

  private void tell(@Nullable String after) {
    if (after != null) {
      pushThis();
      callFacade(after, "()V");
    }
  }

  private void pushThis() {
    code.visitVarInsn(Opcodes.ALOAD, 0);
  }

  private void push(int parameter) {
    Type type = Type.getType(parameters.get(parameter));
    code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), localOf(parameter));
  }

  /** Where the JVM keeps it: after this, and some take two places. */
  private int localOf(int parameter) {
    return 1
        + parameters.subList(0, parameter).stream()
            .map(Type::getType)
            .mapToInt(Type::getSize)
            .sum();
  }

  private void callFacade(String method, String descriptor) {
    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, FACADE, method, descriptor, false);
  }

  /** The parameter that is the message, or its part. */
  private int message() {
    return indexOf(type -> !isFlag(type));
  }

  /** The parameter that tells whether a part is the last one. */
  private int lastFlag() {
    return indexOf(FacadeMethod::isFlag);
  }

  private int indexOf(Predicate<Class<?>> isWanted) {
    Parameter[] all = handler.originalParameters();
    return IntStream.range(0, all.length)
        .filter(i -> Role.isOfTheMessage(all[i]) && isWanted.test(all[i].getType()))
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFlag(Class<?> type) {
    return type == boolean.class || type == Boolean.class;
  }
}
