package dev.lifeline.supervise;

import java.util.List;

class TyrusByHandTest extends ByHandContract {

  @Override
  TestServer start(List<Class<?>> endpoints) throws Exception {
    return TyrusFacadeTest.OnTyrus.start(endpoints);
  }
}
