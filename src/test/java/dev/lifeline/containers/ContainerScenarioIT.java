package dev.lifeline.containers;

import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/**
 * The shipped application in a container, from outside. One class, since Payara Micro starts anew
 * for each.
 */
@ArquillianTest
@Tag("container")
class ContainerScenarioIT
    implements HeartbeatScenario,
        DeadlineScenario,
        EndScenario,
        ChatScenario,
        ReliableScenario,
        DoorScenario,
        GarbageScenario,
        StalledReaderScenario,
        MassDeathScenario {

  @ArquillianResource private URL application;

  @Deployment(testable = false)
  static WebArchive application() {
    return Scenario.war("scenario").archive().addClasses(Witness.class, Witness.Desk.class);
  }

  @Override
  public URI server() {
    return Scenario.webSocket(application);
  }
}
