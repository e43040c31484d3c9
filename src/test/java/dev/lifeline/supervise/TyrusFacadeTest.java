package dev.lifeline.supervise;

import java.util.List;
import org.glassfish.tyrus.server.Server;

class TyrusFacadeTest extends FacadeContract {

  @Override
  TestServer start(List<Class<?>> endpoints) throws Exception {
    return OnTyrus.start(endpoints);
  }

  /** Tyrus's own server, in this process. */
  record OnTyrus(Server server) implements TestServer {

    static OnTyrus start(List<Class<?>> endpoints) throws Exception {
      // -1 is a free port; 0 would be Tyrus's default.
      Server server = new Server("localhost", -1, "/", null, endpoints.toArray(Class[]::new));
      server.start();
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
