package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The sample's own endpoints, with Lifeline's liveness and otherwise as they were. */
interface OwnEndpointScenario
    extends HeartbeatScenario, DeadlineScenario, EndScenario, GarbageScenario {

  /** The chat takes the part of Lifeline's channels. */
  @Override
  default URI channel(String name) {
    return at("/chat/" + name);
  }

  default URI at(String path) {
    return URI.create(server() + path);
  }

  /** How many the application itself takes for present. */
  private int census(String room) {
    String desk = at("/census" + room).toString().replaceFirst("^ws", "http");
    try (InputStream answer = URI.create(desk).toURL().openStream()) {
      return Integer.parseInt(new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not seen before they are whole where an endpoint takes whole messages: so, by parts. */
  @Override
  @Test
  default void theTricklingPartsOfAMessageKeepItsSenderAlive() throws Exception {
    try (RawWebSocketClient client = RawWebSocketClient.open(at("/upload?pings=off"))) {
      client.sendFrame(Frame.BINARY, false, new byte[10]);
      long start = System.nanoTime();
      int sent = 10;
      while (System.nanoTime() - start < 2 * TIMEOUT.toNanos()) {
        client.expectNothingFor(BEAT);
        client.sendFrame(Frame.CONTINUATION, false, new byte[10]);
        sent += 10;
      }
      client.sendFrame(Frame.CONTINUATION, true, new byte[0]);
      assertEquals("received " + sent, client.next(PATIENCE).text());
    }
  }

  @Test
  default void theApplicationCleansUpAfterAPeerThatDied() throws Exception {
    try (RawWebSocketClient client = raw("ghosts")) {
      client.sendText("ping");
      assertEquals("pong", client.nextButPings(PATIENCE).text());
      assertEquals(1, census("?ghosts"));
      assertEquals(4000, client.nextButPings(PATIENCE).closeCode());
      Await.until(() -> "a ghost", PATIENCE, () -> census("?ghosts") == 0);
    }
  }

  @Test
  default void whoOnlyListensIsKeptByItsPongsAndEndedWithoutThem() throws Exception {
    try (RawWebSocketClient client = RawWebSocketClient.open(at("/prices"))) {
      long start = System.nanoTime();
      int prices = 0;
      while (System.nanoTime() - start < 2 * TIMEOUT.toNanos()) {
        Frame frame = client.next(PATIENCE);
        if (frame.opcode() == Frame.PING) {
          client.sendFrame(Frame.PONG, true, frame.payload());
        } else {
          assertEquals(Frame.TEXT, frame.opcode(), frame::toString);
          prices++;
        }
      }
      assertEquals(true, prices > 10, () -> "no prices");
      assertEquals(4000, client.skipTo(Frame.CLOSE, PATIENCE).closeCode());
    }
  }
}
