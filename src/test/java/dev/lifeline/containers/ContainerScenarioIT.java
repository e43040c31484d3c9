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
        LoginScenario,
        DoorScenario,
        GarbageScenario,
        StalledReaderScenario,
        BusyServerScenario {

  @ArquillianResource private URL application;

  @Deployment(testable = false)
  static WebArchive application() {
    return Scenario.war("scenario")
        .archive()
        .addClasses(Witness.class, Witness.Desk.class, Doorman.Desk.class)
        // By its file: what it implements is not on the class path here, but in the WAR.
        .addAsResource("dev/lifeline/containers/Doorman.class");
  }

  @Override
  public URI server() {
    return Scenario.webSocket(application);
  }
}
