package dev.lifeline.container;

import dev.lifeline.config.Configuration;
import dev.lifeline.config.ConfigurationException;
import dev.lifeline.config.Supervised;
import dev.lifeline.endpoint.ChannelEndpoint;
import dev.lifeline.supervise.FacadeGenerator;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import java.util.stream.Stream;

/**
 * Deploys the annotated endpoints that the server has found: those that are supervised behind their
 * facades, the others as they are. Here the web.xml is known, as it is not where the standard asks
 * an application what to deploy.
 */
final class EndpointDeployment implements ServletContextListener {

  private static final Logger LOG = System.getLogger("dev.lifeline");

  private static final String TOMCAT = "org.apache.catalina.";

  /** The applications whose endpoints are deployed here, by their class loaders. */
  private static final Set<ClassLoader> AT_WORK =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  /** The applications that a server of another order has deployed before. */
  private static final Set<ClassLoader> LEFT_TO_THE_SERVER =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private final List<Class<?>> endpoints;

  /**
   * Prepares the deployment.
   *
   * @param found all classes with the annotation; some may not be meant to be deployed
   */
  EndpointDeployment(ServletContext context, List<Class<?>> found) {
    endpoints = found.stream().filter(EndpointDeployment::isDeployable).toList();
    takeOver(context);
  }

  /** From here on the server deploys nothing by itself. */
  static void takeOver(ServletContext context) {
    AT_WORK.add(context.getClassLoader());
  }

  /** As the servers see it: neither abstract ones nor those that they could not make. */
  private static boolean isDeployable(Class<?> type) {
    return type.isAnnotationPresent(ServerEndpoint.class)
        && Modifier.isPublic(type.getModifiers())
        && !Modifier.isAbstract(type.getModifiers());
  }

  /**
   * Whether the endpoints of an application are to be deployed here, asked once by the server: else
   * it does that itself. Tomcat asks before it is known: it runs its own initializer first, and
   * ours in any case where it has found our classes.
   */
  static boolean takes(ClassLoader application) {
    boolean taken = AT_WORK.contains(application) || isTomcats(application.getClass());
    if (!taken) {
      LEFT_TO_THE_SERVER.add(application);
    }
    return taken;
  }

  private static boolean isTomcats(Class<?> loader) {
    return Stream.<Class<?>>iterate(loader, type -> type != null, Class::getSuperclass)
        .anyMatch(type -> type.getName().startsWith(TOMCAT));
  }

  /**
   * What is wrong with the configuration is told, and ends the deployment, when Lifeline starts.
   */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    if (LEFT_TO_THE_SERVER.contains(context.getClassLoader())) {
      LOG.log(Level.WARNING, "lifeline.supervise has no effect: this server comes before it");
      return;
    }
    Optional<Configuration> configuration = configurationOf(context);
    if (configuration.isPresent()
        && context.getAttribute(ServerContainer.class.getName())
            instanceof ServerContainer container) {
      try {
        deploy(container, configuration.get());
      } catch (ConfigurationException e) {
        LOG.log(Level.ERROR, () -> "Lifeline cannot start: " + e.getMessage());
        throw e;
      } catch (DeploymentException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static Optional<Configuration> configurationOf(ServletContext context) {
    try {
      return Optional.of(Settings.of(context).read());
    } catch (ConfigurationException e) {
      return Optional.empty();
    }
  }

  private void deploy(ServerContainer container, Configuration configuration)
      throws DeploymentException {
    Set<String> names = new TreeSet<>();
    for (Class<?> endpoint : endpoints) {
      if (endpoint != ChannelEndpoint.class) {
        String path = endpoint.getAnnotation(ServerEndpoint.class).value();
        names.addAll(List.of(path, endpoint.getName()));
        boolean supervised = configuration.supervised().includes(path, endpoint.getName());
        container.addEndpoint(
            supervised ? facadeOf(endpoint, configuration.supervised()) : endpoint);
      } else if (configuration.endpoint() && Cdi.isPossible()) {
        container.addEndpoint(endpoint);
      }
    }
    configuration.supervised().check(names);
  }

  private static Class<?> facadeOf(Class<?> endpoint, Supervised supervised) {
    try {
      return FacadeGenerator.facadeOf(endpoint);
    } catch (IllegalArgumentException e) {
      if (!supervised.all()) {
        throw e;
      }
      LOG.log(Level.WARNING, () -> "not supervised: " + e.getMessage());
      return endpoint;
    }
  }
}
