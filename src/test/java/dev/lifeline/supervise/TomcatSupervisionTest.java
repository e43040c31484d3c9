package dev.lifeline.supervise;

import java.util.List;

class TomcatSupervisionTest extends SupervisionContract {

  @Override
  TestServer start(List<Class<?>> endpoints) throws Exception {
    return TomcatFacadeTest.OnTomcat.start(endpoints);
  }
}
