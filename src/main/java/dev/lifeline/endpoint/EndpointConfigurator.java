package dev.lifeline.endpoint;

import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.http.HttpSession;
import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

/**
 * Makes each session's endpoint a CDI bean on every container: Tomcat injects nothing into an
 * endpoint. Without state, since Payara keeps a configurator beyond the undeployment; safe for use
 * by any thread.
 *
 * <p>Every method is overridden: the inherited ones ask a default configurator that a Tyrus client
 * in somebody's WAR can replace.
 */
public final class EndpointConfigurator extends ServerEndpointConfig.Configurator {

  /**
   * Made by the bean manager itself: {@code CDI.current()} would keep every instance until the
   * application's end.
   */
  @Override
  public <T> T getEndpointInstance(Class<T> endpointClass) {
    BeanManager beans = CDI.current().getBeanManager();
    Bean<?> bean = beans.resolve(beans.getBeans(endpointClass));
    return endpointClass.cast(
        beans.getReference(bean, endpointClass, beans.createCreationalContext(bean)));
  }

  /** Always true: {@link HandshakeFilter} has seen the whole request before. */
  @Override
  public boolean checkOrigin(String originHeaderValue) {
    return true;
  }

  @Override
  public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
    return requested.contains(ReliableClients.SUBPROTOCOL) ? ReliableClients.SUBPROTOCOL : "";
  }

  @Override
  public List<Extension> getNegotiatedExtensions(
      List<Extension> installed, List<Extension> requested) {
    return CDI.current().select(ExtensionPolicy.class).get().negotiate(installed, requested);
  }

  /** The user properties are a copy for this one session (Jakarta WebSocket 2.1, section 3.1.3). */
  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    if (request.getHttpSession() instanceof HttpSession session) {
      config.getUserProperties().put(ReliableClients.HTTP_SESSION, session);
    }
  }
}
