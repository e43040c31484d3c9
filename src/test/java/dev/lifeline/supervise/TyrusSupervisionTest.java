package dev.lifeline.supervise;

import java.util.List;

class TyrusSupervisionTest extends SupervisionContract {

  @Override
  TestServer start(List<Class<?>> endpoints) throws Exception {
    return TyrusFacadeTest.OnTyrus.start(endpoints);
  }
}
