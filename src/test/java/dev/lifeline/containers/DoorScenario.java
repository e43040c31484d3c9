package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.HandshakeRefused;
import dev.lifeline.testing.RawWebSocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in. */
interface DoorScenario extends Scenario {

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a,b", "naïve", "<b>", "a'b", "a@b"})
  default void aChannelNameThatIsNotAllowedIsClosedWithItsReason(String name) throws Exception {
    try (RawWebSocketClient client = raw(percentEncoded(name))) {
      closedForItsName(client);
    }
  }

  @Test
  default void aChannelNameMayHave128CharactersAndNotOneMore() throws Exception {
    try (Chatter allowed = Chatter.join(channel("n".repeat(128)));
        RawWebSocketClient client = raw("n".repeat(129))) {
      closedForItsName(client);
      allowed.isWell();
    }
  }

  @Test
  default void aPageFromElsewhereIsRefused() {
    HandshakeRefused refused =
        assertThrows(
            HandshakeRefused.class,
            () -> RawWebSocketClient.open(channel("origins"), "Origin: https://elsewhere.example"));
    assertEquals(403, refused.status(), refused::getMessage);
  }

  @Test
  default void aPageOfTheSameHostAndPortIsLetIn() throws Exception {
    String origin = "Origin: http://" + server().getAuthority();
    try (RawWebSocketClient client = RawWebSocketClient.open(channel("origins"), origin)) {
      client.sendText("ping");
      assertEquals("pong", client.nextButPings(PATIENCE).text());
    }
  }

  private void closedForItsName(RawWebSocketClient client) throws Exception {
    Frame close = client.nextButPings(PATIENCE);
    assertEquals(Frame.CLOSE, close.opcode(), close::toString);
    assertEquals(4400, close.closeCode(), close::toString);
    assertEquals("invalid-channel", close.closeReason());
  }

  private static String percentEncoded(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : Scenario.utf8(name)) {
      encoded.append(String.format("%%%02X", b));
    }
    return encoded.toString();
  }
}
