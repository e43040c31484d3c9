package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sample without Lifeline: its faults, as its like have them. */
@ArquillianTest
@Tag("container")
class SampleAloneIT implements SampleScenario {

  /** More than three deadlines of the supervised sample; without one it would be for ever. */
  private static final Duration FOR_EVER = Scenario.TIMEOUT.multipliedBy(4);

  @ArquillianResource private URL application;

  @Deployment(testable = false)
  static WebArchive application() {
    return SampleWar.without("alone").archive();
  }

  @Override
  public URI server() {
    return Scenario.webSocket(application);
  }

  /** It has opened, and then its network goes: half-open, as TCP has it. */
  @Test
  void aPeerThatVanishesStaysAGhost() throws Exception {
    try (RawWebSocketClient vanished = RawWebSocketClient.open(at("/chat/ghosts"))) {
      vanished.expectNothingFor(FOR_EVER);
      assertEquals(1, census("?ghosts"));
    }
    Await.until(() -> "still there", Scenario.PATIENCE, () -> census("?ghosts") == 0);
  }

  @Test
  void aReaderThatStallsStopsTheWholeChat() throws Exception {
    try (RawWebSocketClient stalled = RawWebSocketClient.openStalled(at("/chat/stuck"));
        RawWebSocketClient sender = RawWebSocketClient.open(at("/chat/stuck"));
        RawWebSocketClient listener = RawWebSocketClient.open(at("/chat/stuck"))) {
      send(sender);
      assertThrows(
          AssertionError.class,
          () -> {
            for (int heard = 0; heard < FILLING; heard++) {
              listener.next(FOR_EVER);
            }
          });
      // As soon as it reads, all goes on.
      stalled.readOn();
      listener.next(Scenario.PATIENCE);
    }
  }

  private static void send(RawWebSocketClient sender) {
    Thread sending =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < FILLING; i++) {
                  sender.sendText(LONG);
                }
              } catch (IOException e) {
                // The test has seen enough, and has closed the connection.
              }
            });
    sending.setDaemon(true);
    sending.start();
  }
}
