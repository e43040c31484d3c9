package dev.lifeline.containers;

import java.net.URI;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;

/** Deployments to a container that stays up, by Arquillian's adapter. */
@ArquillianTest
@RunAsClient
@Tag("container")
@Tag("undeploys")
class DeploymentIT implements DeploymentScenario {

  private static final String PORT = System.getProperty("container.port");

  /** Where the container lives; of one in this JVM, its work. */
  private static final Path HOME = Path.of(System.getProperty("container.home")).toAbsolutePath();

  /** Below the home; none where the container runs in this JVM. */
  private static final String LOGS = System.getProperty("container.logs");

  private static final ContainerLog LOG =
      LOGS == null ? ContainerLog.ofThisJvm() : ContainerLog.in(HOME.resolve(LOGS));

  @ArquillianResource private Deployer deployer;

  @Deployment(name = "bad-duration", managed = false, testable = false)
  static WebArchive notADuration() {
    return BadConfiguration.NOT_A_DURATION.war();
  }

  @Deployment(name = "bad-sign", managed = false, testable = false)
  static WebArchive negative() {
    return BadConfiguration.NEGATIVE.war();
  }

  @Deployment(name = "bad-order", managed = false, testable = false)
  static WebArchive intervalNotBelowTimeout() {
    return BadConfiguration.INTERVAL_NOT_BELOW_TIMEOUT.war();
  }

  @Deployment(name = "bad-name", managed = false, testable = false)
  static WebArchive unknown() {
    return BadConfiguration.UNKNOWN.war();
  }

  @Deployment(name = GOOD, managed = false, testable = false)
  static WebArchive good() {
    return Scenario.war(GOOD).archive();
  }

  @Deployment(name = OWN, managed = false, testable = false)
  static WebArchive own() {
    return SampleWar.supervised(OWN).withCdi().archive();
  }

  @Deployment(name = OTHER, managed = false, testable = false)
  static WebArchive other() {
    return SampleWar.supervised(OTHER).withCdi().archive();
  }

  @Override
  public boolean deploy(String deployment) {
    try {
      deployer.deploy(deployment);
      return true;
    } catch (Exception e) {
      // Arquillian rethrows the adapter's DeploymentException, which no method declares.
      return false;
    }
  }

  @Override
  public void undeploy(String deployment) {
    deployer.undeploy(deployment);
  }

  /** Fewer in the build, which has half an hour: 20 on the servers. */
  @Override
  public int redeploysOfShipped() {
    return LOGS == null ? 5 : redeploys();
  }

  @Override
  public URI application(String deployment) {
    return URI.create("ws://localhost:" + PORT + "/" + deployment);
  }

  @Override
  public ContainerLog log() {
    return LOG;
  }

  @Override
  public Jvm jvm() {
    return LOGS == null ? Jvm.current() : Jvm.withCommandLine(HOME.toString());
  }
}
