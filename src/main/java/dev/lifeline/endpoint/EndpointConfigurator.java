package dev.lifeline.endpoint;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.ref.WeakReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the endpoint one CDI bean on every container: Tomcat injects nothing into an endpoint, and
 * Payara would make one per connection whatever its scope. The containers have one configurator for
 * an endpoint; safe for use by any thread.
 *
 * <p>Every method is overridden: the inherited ones ask a default configurator that a Tyrus client
 * in somebody's WAR can replace.
 */
public final class EndpointConfigurator extends ServerEndpointConfig.Configurator {

  /**
   * Weak, since Payara keeps a configurator beyond the undeployment: the instance lives as long as
   * a session has it. Guarded by this.
   */
  private WeakReference<@Nullable Object> endpoint = new WeakReference<>(null);

  @Override
  public synchronized <T> T getEndpointInstance(Class<T> endpointClass) {
    Object made = endpoint.get();
    if (made == null) {
      made = CDI.current().select(endpointClass).get();
      endpoint = new WeakReference<>(made);
    }
    return endpointClass.cast(made);
  }

  /** Always true: {@link HandshakeFilter} has seen the whole request before. */
  @Override
  public boolean checkOrigin(String originHeaderValue) {
    return true;
  }

  @Override
  public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
    return "";
  }

  @Override
  public List<Extension> getNegotiatedExtensions(
      List<Extension> installed, List<Extension> requested) {
    return CDI.current().select(ExtensionPolicy.class).get().negotiate(installed, requested);
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {}
}
