package dev.lifeline.container;

import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;

/**
 * Keeps the server from deploying the annotated endpoints that it finds, since {@link
 * EndpointDeployment} does that, as {@code lifeline.supervise} says. Found by the server; with a
 * ServerApplicationConfig of its own an application decides for itself what is deployed.
 */
public final class ApplicationEndpoints implements ServerApplicationConfig {

  /** Programmatic ones are only deployed where an application says how. */
  @Override
  public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> scanned) {
    return Set.of();
  }

  @Override
  public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
    ClassLoader application = Thread.currentThread().getContextClassLoader();
    return EndpointDeployment.takes(application) ? Set.of() : scanned;
  }
}
