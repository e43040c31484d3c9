package dev.lifeline.supervise;

import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;

class TyrusByHandTest extends ByHandContract {

  @Override
  TestServer start(List<Class<?>> annotated, ServerEndpointConfig... programmatic)
      throws Exception {
    return TyrusFacadeTest.OnTyrus.start(annotated, programmatic);
  }
}
