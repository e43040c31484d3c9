package dev.lifeline.supervise;

import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.invoke.MethodHandles;
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
    return MethodHandles.privateLookupIn(endpoint, MethodHandles.lookup()).defineClass(bytes);
  }

  /** {@code public X$LifelineConfigurator() { super(X.class); }}. */
  private static byte[] configurator(Class<?> endpoint) {
    String parent = nameOf(FacadeConfigurator.class);
    ClassWriter writer = begin(nameOf(endpoint) + CONFIGURATOR_SUFFIX, parent);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    method.visitCode();
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitLdcInsn(Type.getType(endpoint));
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, "<init>", "(Ljava/lang/Class;)V", false);
    return end(writer, method);
  }

  private static byte[] facade(EndpointPlan plan) {
    String parent = nameOf(EndpointFacade.class);
    ClassWriter writer = begin(nameOf(plan.original()) + SUFFIX, parent);
    annotate(writer, plan);
    for (HandlerMethod handler : plan.methods()) {
      write(writer, handler, plan.original());
    }
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    method.visitCode();
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, parent, "<init>", "()V", false);
    return end(writer, method);
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

  private static void write(ClassWriter writer, HandlerMethod handler, Class<?> endpoint) {
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC, handler.name(), FacadeMethod.descriptorOf(handler), null, null);
    annotate(method, handler);
    method.visitCode();
    new FacadeMethod(method, handler, endpoint).write();
    method.visitMaxs(0, 0);
    method.visitEnd();
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

  private static byte[] end(ClassWriter writer, MethodVisitor constructor) {
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    constructor.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static String nameOf(Class<?> type) {
    return Type.getInternalName(type);
  }
}
