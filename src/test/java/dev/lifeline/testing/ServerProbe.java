package dev.lifeline.testing;

import dev.lifeline.endpoint.ChannelEndpoint;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InterceptorBinding;
import jakarta.interceptor.InvocationContext;
import jakarta.websocket.Session;
import java.io.Serial;
import java.io.Serializable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An interceptor around the real endpoint, as an application could have one: it collects the
 * sessions that open, and can make the endpoint fail.
 */
@Interceptor
@ServerProbe.Probed
@Priority(Interceptor.Priority.APPLICATION)
public class ServerProbe implements Serializable {

  /** A text message that makes the endpoint's method throw. */
  public static final String FAULT = "fail in the handler";

  /** What the thrown exception says; it must reach nobody. */
  public static final String SECRET = "secret of the server";

  /** The server's side of the sessions in the order of their opening. */
  public static final BlockingQueue<Session> OPENED = new LinkedBlockingQueue<>();

  @Serial private static final long serialVersionUID = 1L;

  /** Binds the interceptor. */
  @InterceptorBinding
  @Retention(RetentionPolicy.RUNTIME)
  public @interface Probed {}

  /** Puts the binding on the endpoint, which knows nothing of it. */
  public static class Binding implements Extension {
    void bind(@Observes ProcessAnnotatedType<ChannelEndpoint> endpoint) {
      endpoint.configureAnnotatedType().add(ProbedLiteral.INSTANCE);
    }
  }

  @AroundInvoke
  Object around(InvocationContext invocation) throws Exception {
    Object[] arguments = invocation.getParameters();
    if (invocation.getMethod().getName().equals("open")) {
      Object result = invocation.proceed();
      OPENED.add((Session) arguments[0]);
      return result;
    }
    if (arguments.length > 0 && FAULT.equals(arguments[0])) {
      throw new IllegalStateException(SECRET);
    }
    return invocation.proceed();
  }

  private static final class ProbedLiteral extends AnnotationLiteral<Probed> implements Probed {
    @Serial private static final long serialVersionUID = 1L;
    static final ProbedLiteral INSTANCE = new ProbedLiteral();
  }
}
