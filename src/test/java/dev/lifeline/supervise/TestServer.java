package dev.lifeline.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.net.URI;
import java.time.Duration;

/** A server with endpoints, on a free port. */
interface TestServer {

  int port();

  void stop() throws Exception;

  /** Returns when the server has done all that the client's frames ask for so far. */
  static void settle(RawWebSocketClient client) throws Exception {
    client.sendFrame(Frame.PING, true, new byte[0]);
    Frame answer = client.next(Duration.ofSeconds(20));
    assertEquals(Frame.PONG, answer.opcode(), answer::toString);
  }

  /**
   * The client is given up for its silence. With a reset instead of a close frame where a ping has
   * not quite left: on virtual time the moments between lie side by side.
   */
  static void isGivenUp(RawWebSocketClient client) throws Exception {
    Frame end = client.nextButPings(Duration.ofSeconds(20));
    assertTrue(end.opcode() == Frame.END || end.closeCode() == 4000, end::toString);
  }

  /** Where an endpoint is. */
  default URI uri(String path) {
    return URI.create("ws://localhost:" + port() + path);
  }
}
