package dev.lifeline.containers;

import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** A user's own WAR with CDI: on Payara beside the server's, on Tomcat with Weld in the WAR. */
@ArquillianTest
@Tag("container")
class OwnEndpointIT implements OwnEndpointScenario, InjectionScenario {

  @ArquillianResource private URL application;

  @Deployment(testable = false)
  static WebArchive application() {
    return SampleWar.supervised("own")
        .with("lifeline.supervise.heartbeats", "on")
        .withCdi()
        .archive();
  }

  @Override
  public URI server() {
    return Scenario.webSocket(application);
  }
}
