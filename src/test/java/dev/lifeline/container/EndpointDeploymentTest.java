package dev.lifeline.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.endpoint.ChannelEndpoint;
import dev.lifeline.supervise.FacadeGenerator;
import dev.lifeline.supervise.LifelineMonitor;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.HandshakeRefused;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;
import org.glassfish.tyrus.server.TyrusServerConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deployed of an application, on a Tomcat without CDI. */
class EndpointDeploymentTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Set<Class<?>> FOUND =
      Set.of(
          ChannelEndpoint.class,
          ApplicationEndpoints.class,
          Deployed.First.class,
          Deployed.Second.class);

  /** Held strongly, or the levels that are set would be collected with them. */
  private static final List<Logger> QUIET =
      List.of(
          Logger.getLogger("org.apache.catalina"),
          Logger.getLogger("org.apache.coyote"),
          Logger.getLogger("org.apache.tomcat"),
          Logger.getLogger("dev.lifeline"));

  private final Tomcat tomcat = new Tomcat();
  private StandardContext context;

  @BeforeEach
  void forget() {
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    Deployed.SEEN.clear();
  }

  @AfterEach
  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
    QUIET.forEach(logger -> logger.setLevel(null));
  }

  @Test
  void withoutTheParameterEndpointsAreDeployedAsTheyAre() throws Exception {
    start(FOUND, Map.of());
    assertEquals("first hello", say("/deployed/first"));
    assertEquals("second hello", say("/deployed/second"));
    assertEquals(Set.of(), monitor().endpoints().keySet());
  }

  @Test
  void allAreSupervisedWhereAllAreWanted() throws Exception {
    start(FOUND, Map.of("lifeline.supervise", "all"));
    assertEquals("first hello", say("/deployed/first"));
    assertEquals("second hello", say("/deployed/second"));
    assertEquals(Set.of("/deployed/first", "/deployed/second"), monitor().endpoints().keySet());
  }

  @Test
  void thoseAreSupervisedThatAreNamedByPathOrClass() throws Exception {
    start(FOUND, Map.of("lifeline.supervise", "/deployed/first"));
    say("/deployed/first");
    say("/deployed/second");
    assertEquals(Set.of("/deployed/first"), monitor().endpoints().keySet());
  }

  @Test
  void aClassNameIsANameToo() throws Exception {
    start(FOUND, Map.of("lifeline.supervise", Deployed.Second.class.getName()));
    say("/deployed/first");
    say("/deployed/second");
    assertEquals(Set.of("/deployed/second"), monitor().endpoints().keySet());
  }

  @Test
  void aNameThatNoEndpointHasFailsTheDeployment() throws Exception {
    start(FOUND, Map.of("lifeline.supervise", "/deployed/third"));
    assertEquals(LifecycleState.STOPPED, context.getState());
  }

  @Test
  void aBadConfigurationFailsTheDeployment() throws Exception {
    start(FOUND, Map.of("lifeline.heartbeat.interval", "soon"));
    assertEquals(LifecycleState.STOPPED, context.getState());
  }

  @Test
  void lifelinesOwnEndpointIsLeftOutWhereItIsOff() throws Exception {
    start(FOUND, Map.of("lifeline.endpoint", "off"));
    HandshakeRefused refused =
        assertThrows(HandshakeRefused.class, () -> open("/channels/any").close());
    assertEquals(404, refused.status());
  }

  @Test
  void anApplicationThatDecidesItselfIsLeftAlone() throws Exception {
    // As the server would do it that has asked the class, which is any but one of the tests: those
    // would be found by other tests' servers.
    Class<?> first = FacadeGenerator.facadeOf(Deployed.First.class);
    start(Set.of(first, Deployed.Second.class), Map.of(), TyrusServerConfiguration.class);
    assertEquals("first hello", say("/deployed/first"));
    assertEquals("second hello", say("/deployed/second"));
    assertEquals(Set.of("/deployed/first"), monitor().endpoints().keySet());
  }

  /** Of Jakarta Annotations, which Tomcat looks after. */
  @Test
  void lifecycleMethodsAreCalledOnceForEachConnection() throws Exception {
    start(FOUND, Map.of("lifeline.supervise", "all"));
    try (RawWebSocketClient client = open("/deployed/first")) {
      assertEquals("made", seen());
      assertEquals("open", seen());
      client.sendClose(1000);
      assertEquals("gone", seen());
    }
    assertTrue(Deployed.SEEN.isEmpty());
  }

  @Test
  void theEndOfTheApplicationSendsItsClientsAwayAndLeavesNothing() throws Exception {
    start(FOUND, Map.of("lifeline.supervise", "all"));
    try (RawWebSocketClient client = open("/deployed/first")) {
      client.sendText("hello");
      assertEquals("first hello", client.next(PATIENCE).text());
      context.stop();
      Frame close = client.next(PATIENCE);
      assertEquals(1012, close.closeCode(), close::toString);
    }
    assertThrows(IllegalStateException.class, LifelineMonitor::current);
    Await.until(
        Thread::getAllStackTraces,
        PATIENCE,
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("lifeline-")));
  }

  @Test
  void aServerThatDeploysBeforeIsNotDisturbed() {
    ClassLoader unknown = new ClassLoader() {};
    assertFalse(EndpointDeployment.takes(unknown));
  }

  private void start(Set<Class<?>> deployed, Map<String, String> parameters, Class<?>... more)
      throws Exception {
    Path work = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "tmp-of-endpoints-");
    tomcat.setBaseDir(work.toString());
    tomcat.setPort(0);
    // Without it Tomcat's InstanceManager does nothing.
    tomcat.enableNaming();
    context = (StandardContext) tomcat.addContext("", work.toString());
    parameters.forEach(context::addParameter);
    Set<Class<?>> found = new HashSet<>(deployed);
    context.addServletContainerInitializer(new WsSci(), Set.copyOf(found));
    found.addAll(List.of(more));
    context.addServletContainerInitializer(new EndpointInitializer(), found);
    // At the root, since Tomcat's filter for WebSockets runs only where a servlet is.
    Tomcat.addServlet(context, "default", new DefaultServlet());
    context.addServletMappingDecoded("/", "default");
    tomcat.getConnector();
    tomcat.start();
  }

  private LifelineMonitor monitor() {
    return (LifelineMonitor)
        context.getServletContext().getAttribute(LifelineMonitor.class.getName());
  }

  private String say(String path) throws Exception {
    try (RawWebSocketClient client = open(path)) {
      client.sendText("hello");
      return client.next(PATIENCE).text();
    }
  }

  private RawWebSocketClient open(String path) throws IOException {
    return RawWebSocketClient.open(
        URI.create("ws://localhost:" + tomcat.getConnector().getLocalPort() + path));
  }

  private static String seen() throws InterruptedException {
    return Deployed.SEEN.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }
}
