package dev.lifeline.supervise;

import java.util.List;

class TomcatByHandTest extends ByHandContract {

  @Override
  TestServer start(List<Class<?>> endpoints) throws Exception {
    return TomcatFacadeTest.OnTomcat.start(endpoints);
  }
}
