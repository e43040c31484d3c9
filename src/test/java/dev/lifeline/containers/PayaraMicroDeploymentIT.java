package dev.lifeline.containers;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deployments to one Payara Micro by its API: Arquillian's adapter would start a JVM for each and
 * undeploy by ending it.
 */
@Tag("container")
@Tag("payara-micro")
class PayaraMicroDeploymentIT implements DeploymentScenario {

  @TempDir private static Path wars;

  private static PayaraMicroProcess payara;

  @BeforeAll
  static void start() throws Exception {
    payara = new PayaraMicroProcess(new File(System.getenv("MICRO_JAR")));
  }

  @AfterAll
  static void stop() throws Exception {
    if (payara != null) {
      payara.close();
    }
  }

  @Override
  public boolean deploy(String deployment) throws Exception {
    WebArchive archive =
        Arrays.stream(BadConfiguration.values())
            .filter(bad -> bad.deployment().equals(deployment))
            .findFirst()
            .map(BadConfiguration::war)
            .orElseGet(() -> good(deployment));
    File war = wars.resolve(archive.getName()).toFile();
    archive.as(ZipExporter.class).exportTo(war, true);
    return payara.deploy(deployment, war);
  }

  private static WebArchive good(String deployment) {
    return switch (deployment) {
      case OWN, OTHER -> SampleWar.supervised(deployment).withCdi().archive();
      default -> Scenario.war(deployment).archive();
    };
  }

  /** Each takes seconds here, and the build has half an hour. */
  @Override
  public int redeploys() {
    return 4;
  }

  @Override
  public void undeploy(String deployment) throws Exception {
    payara.undeploy(deployment);
  }

  @Override
  public URI application(String deployment) {
    return URI.create("ws://localhost:" + payara.port() + "/" + deployment);
  }

  @Override
  public ContainerLog log() {
    return payara.log();
  }

  @Override
  public Jvm jvm() {
    return payara.jvm();
  }
}
