package dev.lifeline.supervise;

import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import org.glassfish.tyrus.server.TyrusServerContainer;
import org.glassfish.tyrus.spi.ServerContainerFactory;

class TyrusFacadeTest extends FacadeContract {

  @Override
  TestServer start(List<Class<?>> endpoints) throws Exception {
    return OnTyrus.start(endpoints);
  }

  /** Tyrus's own server, in this process. */
  record OnTyrus(TyrusServerContainer server) implements TestServer {

    static OnTyrus start(List<Class<?>> annotated, ServerEndpointConfig... programmatic)
        throws Exception {
      TyrusServerContainer server =
          (TyrusServerContainer) ServerContainerFactory.createServerContainer(Map.of());
      for (Class<?> endpoint : annotated) {
        server.addEndpoint(endpoint);
      }
      for (ServerEndpointConfig endpoint : programmatic) {
        server.addEndpoint(endpoint);
      }
      server.start("/", 0);
      return new OnTyrus(server);
    }

    @Override
    public int port() {
      return server.getPort();
    }

    @Override
    public void stop() {
      server.stop();
    }
  }
}
