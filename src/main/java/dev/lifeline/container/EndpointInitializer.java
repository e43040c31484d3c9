package dev.lifeline.container;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.annotation.HandlesTypes;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpoint;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the application's endpoints over from the server, unless the application decides itself
 * what is deployed, and has Lifeline started where there is no CDI to do it.
 */
@HandlesTypes({ServerEndpoint.class, ServerApplicationConfig.class})
public final class EndpointInitializer implements ServletContainerInitializer {

  private static final Logger LOG = System.getLogger("dev.lifeline");

  private static final String STANDARD = "jakarta.websocket.";

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    Set<Class<?>> found = classes == null ? Set.of() : classes;
    List<Class<?>> deciding =
        found.stream().filter(EndpointInitializer::decidesOnDeployment).toList();
    if (deciding.isEmpty()) {
      context.addListener(new EndpointDeployment(context, List.copyOf(found)));
    } else {
      EndpointDeployment.takeOver(context);
      tellHowToSupervise(deciding, context);
    }
    ServletLifecycle lifecycle = new ServletLifecycle();
    context.addListener(lifecycle);
    context.addFilter("lifeline", lifecycle.starter());
  }

  private static void tellHowToSupervise(List<Class<?>> deciding, ServletContext context) {
    if (context.getInitParameter("lifeline.supervise") != null) {
      LOG.log(
          Level.WARNING,
          () ->
              "lifeline.supervise has no effect: "
                  + deciding
                  + " decides what is deployed; let it return FacadeGenerator.facadeOf(endpoint)");
    }
  }

  private static boolean decidesOnDeployment(Class<?> type) {
    return ServerApplicationConfig.class.isAssignableFrom(type)
        && type != ApplicationEndpoints.class
        && !type.getName().startsWith(STANDARD)
        && Modifier.isPublic(type.getModifiers())
        && !Modifier.isAbstract(type.getModifiers());
  }
}
