package dev.lifeline.containers;

import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A user's own WAR within an EAR, for servers that know such. */
@ArquillianTest
@Tag("container")
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "payara-server")
class OwnEndpointEarIT implements HeartbeatScenario, EndScenario, InjectionScenario {

  @ArquillianResource private URL application;

  @Deployment(testable = false)
  static EnterpriseArchive application() {
    return ShrinkWrap.create(EnterpriseArchive.class, "enterprise.ear")
        .addAsModule(
            SampleWar.supervised("own-in-ear")
                .with("lifeline.supervise.heartbeats", "on")
                .withCdi()
                .archive());
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
