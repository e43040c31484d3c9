package dev.lifeline.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TomcatSupervisionTest extends SupervisionContract {

  /** The 3 s that a peer has to answer a close, and one more. */
  private static final Duration UNTIL_CUT = Duration.ofSeconds(4);

  @Override
  TestServer start(List<Class<?>> endpoints) throws Exception {
    return TomcatFacadeTest.OnTomcat.start(endpoints);
  }

  /** By itself Tomcat looks every 10 s whether a session that it has closed may go: here, never. */
  @Test
  void whoDoesNotAnswerTheCloseIsForgottenWithItsSocket() throws Exception {
    TomcatFacadeTest.OnTomcat tomcat = (TomcatFacadeTest.OnTomcat) server;
    Await.until(tomcat::sessions, PATIENCE, () -> tomcat.sessions().isEmpty());
    tomcat.webSockets().setProcessPeriod(Integer.MAX_VALUE);
    URI silent = server.uri("/watched?pings=off");
    try (RawWebSocketClient client = RawWebSocketClient.open(silent)) {
      client.sendText("ping");
      assertEquals("pong", client.next(PATIENCE).text());
      TestServer.settle(client);
      supervision.pass(SupervisionInTest.TIMEOUT);
      assertEquals(4000, client.next(PATIENCE).closeCode());
      assertEquals(1, tomcat.sessions().size());
      supervision.pass(UNTIL_CUT);
      client.skipTo(Frame.END, PATIENCE);
      Await.until(tomcat::sessions, PATIENCE, () -> tomcat.sessions().isEmpty());
    }
  }
}
