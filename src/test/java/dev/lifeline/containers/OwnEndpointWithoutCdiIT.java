package dev.lifeline.containers;

import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A user's own WAR on a Tomcat without CDI. */
@ArquillianTest
@Tag("container")
@DisabledIfSystemProperty(named = "arquillian.launch", matches = "payara.*")
class OwnEndpointWithoutCdiIT implements HeartbeatScenario, EndScenario {

  @ArquillianResource private URL application;

  @Deployment(testable = false)
  static WebArchive application() {
    return SampleWar.supervised("own-plain")
        .with("lifeline.supervise.heartbeats", "on")
        .withoutCdi()
        .archive();
  }

  @Override
  public URI server() {
    return Scenario.webSocket(application);
  }

  @Override
  public URI channel(String name) {
    return URI.create(server() + "/chat/" + name);
  }
}
