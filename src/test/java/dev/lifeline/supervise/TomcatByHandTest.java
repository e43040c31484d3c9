package dev.lifeline.supervise;

import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

class TomcatByHandTest extends ByHandContract {

  @Override
  TestServer start(List<Class<?>> annotated, ServerEndpointConfig... programmatic)
      throws Exception {
    return TomcatFacadeTest.OnTomcat.start(annotated, programmatic);
  }
}
