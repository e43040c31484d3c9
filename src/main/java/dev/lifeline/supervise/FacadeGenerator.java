package dev.lifeline.supervise;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the class that stands before an annotated endpoint, and its configurator, into the
 * endpoint's own package and class loader, so that they go with it. Stateless.
 */
public final class FacadeGenerator {

  private static final String SUFFIX = "$Lifeline";
  private static final String CONFIGURATOR_SUFFIX = "$LifelineConfigurator";
  private static final Type OBJECT = Type.getType(Object.class);

  private FacadeGenerator() {}

  /**
   * The facade of an endpoint, the same each time: to be deployed in its place.
   *
   * @param endpoint annotated with {@link ServerEndpoint}
   * @throws IllegalArgumentException if it cannot have one; the message says why
   */
  public static Class<?> facadeOf(Class<?> endpoint) {
    EndpointPlan plan = EndpointPlan.of(endpoint);
    checkOurClassesAreSeen(endpoint);
    Class<?> known = find(endpoint);
    if (known != null) {
      return known;
    }
    try {
      define(endpoint, configurator(endpoint));
      return define(endpoint, facade(plan));
    } catch (IllegalAccessException | LinkageError e) {
      throw new IllegalArgumentException(endpoint.getName() + " is out of reach: " + e, e);
    }
  }

  private static void checkOurClassesAreSeen(Class<?> endpoint) {
    try {
      Class<?> seen =
          Class.forName(EndpointFacade.class.getName(), false, endpoint.getClassLoader());
      if (seen == EndpointFacade.class) {
        return;
      }
    } catch (ClassNotFoundException e) {
      // Told below, as another copy of ours is.
    }
    throw new IllegalArgumentException(
        endpoint.getName() + " does not see the Lifeline of this application: put both in one WAR");
  }

  private static @Nullable Class<?> find(Class<?> endpoint) {
    try {
      ClassLoader loader = endpoint.getClassLoader();
      Class<?> found = Class.forName(endpoint.getName() + SUFFIX, false, loader);
      // Else it is that of another class of the same name, which a parent has.
      return found.getClassLoader() == loader ? found : null;
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static Class<?> define(Class<?> endpoint, byte[] bytes) throws IllegalAccessException {
    return EndpointPlan.lookupIn(endpoint).defineClass(bytes);
  }

  /** {@code public X$LifelineConfigurator() { super(X.class); }}. */
  private static byte[] configurator(Class<?> endpoint) {
    String parent = Type.getInternalName(FacadeConfigurator.class);
    ClassWriter writer = begin(nameOf(endpoint) + CONFIGURATOR_SUFFIX, parent);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    method.visitCode();
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitLdcInsn(Type.getType(endpoint));
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, "<init>", "(Ljava/lang/Class;)V", false);
    return end(writer, method, Opcodes.RETURN);
  }

  private static byte[] facade(EndpointPlan plan) {
    String parent = Type.getInternalName(EndpointFacade.class);
    ClassWriter writer = begin(nameOf(plan.original()) + SUFFIX, parent);
    annotate(writer, plan);
    for (int i = 0; i < plan.methods().size(); i++) {
      write(writer, plan.methods().get(i), i, parent);
    }
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    method.visitCode();
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, "<init>", "()V", false);
    return end(writer, method, Opcodes.RETURN);
  }

  private static void annotate(ClassWriter writer, EndpointPlan plan) {
    ServerEndpoint original = plan.annotation();
    AnnotationVisitor annotation =
        writer.visitAnnotation(Type.getDescriptor(ServerEndpoint.class), true);
    annotation.visit("value", original.value());
    AnnotationVisitor subprotocols = annotation.visitArray("subprotocols");
    for (String subprotocol : original.subprotocols()) {
      subprotocols.visit(null, subprotocol);
    }
    subprotocols.visitEnd();
    classes(annotation, "decoders", original.decoders());
    classes(annotation, "encoders", original.encoders());
    annotation.visit(
        "configurator", Type.getObjectType(nameOf(plan.original()) + CONFIGURATOR_SUFFIX));
    annotation.visitEnd();
  }

  private static void classes(AnnotationVisitor annotation, String name, Class<?>[] values) {
    AnnotationVisitor array = annotation.visitArray(name);
    for (Class<?> value : values) {
      array.visit(null, Type.getType(value));
    }
    array.visitEnd();
  }

  /** {@code @OnX public R name(A a, B b) { return (R) call(index, new Object[] {a, b}); }}. */
  private static void write(ClassWriter writer, HandlerMethod handler, int index, String parent) {
    Class<?> result = resultOf(handler);
    Type[] parameters = handler.parameterTypes().stream().map(Type::getType).toArray(Type[]::new);
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC,
            handler.name(),
            Type.getMethodDescriptor(Type.getType(result), parameters),
            null,
            null);
    annotate(method, handler);
    method.visitCode();
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitLdcInsn(index);
    pushArguments(method, parameters);
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, parent, "call", "(I[Ljava/lang/Object;)Ljava/lang/Object;", false);
    if (result == void.class) {
      method.visitInsn(Opcodes.POP);
      finish(method, Opcodes.RETURN);
    } else {
      method.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(result));
      finish(method, Opcodes.ARETURN);
    }
  }

  /** Boxed, since nothing is returned where a heartbeat was taken. */
  private static Class<?> resultOf(HandlerMethod handler) {
    Method original = handler.original();
    Class<?> result = original == null ? void.class : original.getReturnType();
    return result == void.class ? result : MethodType.methodType(result).wrap().returnType();
  }

  private static void annotate(MethodVisitor method, HandlerMethod handler) {
    Class<?> type =
        switch (handler.role()) {
          case OPEN -> OnOpen.class;
          case CLOSE -> OnClose.class;
          case ERROR -> OnError.class;
          default -> OnMessage.class;
        };
    AnnotationVisitor annotation = method.visitAnnotation(Type.getDescriptor(type), true);
    Method original = handler.original();
    OnMessage message = original == null ? null : original.getAnnotation(OnMessage.class);
    if (message != null) {
      annotation.visit("maxMessageSize", message.maxMessageSize());
    }
    annotation.visitEnd();
    Parameter[] parameters = handler.originalParameters();
    for (int i = 0; i < parameters.length; i++) {
      PathParam pathParam = parameters[i].getAnnotation(PathParam.class);
      if (pathParam != null) {
        AnnotationVisitor onParameter =
            method.visitParameterAnnotation(i, Type.getDescriptor(PathParam.class), true);
        onParameter.visit("value", pathParam.value());
        onParameter.visitEnd();
      }
    }
  }

  private static void pushArguments(MethodVisitor method, Type[] parameters) {
    method.visitLdcInsn(parameters.length);
    method.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT.getInternalName());
    int local = 1;
    for (int i = 0; i < parameters.length; i++) {
      method.visitInsn(Opcodes.DUP);
      method.visitLdcInsn(i);
      method.visitVarInsn(parameters[i].getOpcode(Opcodes.ILOAD), local);
      box(method, parameters[i]);
      method.visitInsn(Opcodes.AASTORE);
      local += parameters[i].getSize();
    }
  }

  private static void box(MethodVisitor method, Type type) {
    if (type.getSort() < Type.ARRAY) {
      Class<?> primitive = MethodType.fromMethodDescriptorString("()" + type, null).returnType();
      Type wrapper = Type.getType(MethodType.methodType(primitive).wrap().returnType());
      method.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          wrapper.getInternalName(),
          "valueOf",
          Type.getMethodDescriptor(wrapper, type),
          false);
    }
  }

  private static ClassWriter begin(String name, String parent) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        parent,
        null);
    return writer;
  }

  private static byte[] end(ClassWriter writer, MethodVisitor constructor, int returns) {
    finish(constructor, returns);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void finish(MethodVisitor method, int returns) {
    method.visitInsn(returns);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private static String nameOf(Class<?> type) {
    return Type.getInternalName(type);
  }
}
