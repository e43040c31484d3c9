package dev.lifeline.supervise;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * The configurator of a facade: asks the original's in everything, and puts the original's instance
 * behind the facade. For generated classes to extend, one an endpoint: the server makes it by
 * itself. Safe for use by any thread.
 */
public abstract class FacadeConfigurator extends ServerEndpointConfig.Configurator {

  private final EndpointPlan plan;
  private final ServerEndpointConfig.Configurator original;
  private final boolean originalMakesInstances;

  /**
   * For the generated class.
   *
   * @throws ReflectiveOperationException if the endpoint's own configurator cannot be made
   */
  protected FacadeConfigurator(Class<?> endpoint) throws ReflectiveOperationException {
    plan = EndpointPlan.of(endpoint);
    original = plan.annotation().configurator().getConstructor().newInstance();
    originalMakesInstances =
        original.getClass().getMethod("getEndpointInstance", Class.class).getDeclaringClass()
            != ServerEndpointConfig.Configurator.class;
  }

  @Override
  public final <T> T getEndpointInstance(Class<T> facadeClass) throws InstantiationException {
    Class<?> endpoint = plan.original();
    LifelineMonitor monitor = LifelineMonitor.of(endpoint);
    Instances.Made made =
        originalMakesInstances
            ? monitor.instances().adopt(original.getEndpointInstance(endpoint))
            : monitor.instances().make(endpoint);
    try {
      T facade = facadeClass.getConstructor().newInstance();
      ((EndpointFacade) facade).attach(this, made, monitor);
      return facade;
    } catch (ReflectiveOperationException e) {
      throw (InstantiationException)
          new InstantiationException(facadeClass.getName() + " cannot be made").initCause(e);
    }
  }

  @Override
  public final boolean checkOrigin(String originHeaderValue) {
    return original.checkOrigin(originHeaderValue);
  }

  @Override
  public final String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
    return original.getNegotiatedSubprotocol(supported, requested);
  }

  @Override
  public final List<Extension> getNegotiatedExtensions(
      List<Extension> installed, List<Extension> requested) {
    return original.getNegotiatedExtensions(installed, requested);
  }

  @Override
  public final void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    original.modifyHandshake(asOfTheOriginal(config), request, response);
  }

  final EndpointPlan plan() {
    return plan;
  }

  /** The configuration as the application would have it without a facade. */
  final ServerEndpointConfig asOfTheOriginal(ServerEndpointConfig config) {
    return new OriginalConfig(config, plan.original(), original);
  }
}
