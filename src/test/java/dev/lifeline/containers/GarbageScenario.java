package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import org.junit.jupiter.api.Test;

/** What no client should send, and that it costs nobody else anything. */
interface GarbageScenario extends Scenario {

  /** FIN and text. */
  int WHOLE_TEXT = 0x81;

  /** FIN, text and a reserved bit that no extension has claimed. */
  int RESERVED = 0xC1;

  @Test
  default void aReservedBitEndsItsSenderAlone() throws Exception {
    try (Chatter live = Chatter.join(channel("garbage"));
        RawWebSocketClient vandal = raw("garbage")) {
      vandal.sendMalformed(RESERVED, true, Scenario.utf8("reserved"));
      isEnded(vandal, 1002);
      live.isWell();
    }
  }

  @Test
  default void aFrameWithoutItsMaskConcernsItsSenderAlone() throws Exception {
    try (Chatter live = Chatter.join(channel("garbage"));
        RawWebSocketClient vandal = raw("garbage.naked")) {
      vandal.sendMalformed(WHOLE_TEXT, false, Scenario.utf8("naked"));
      if (Scenario.isPayara()) {
        // Tyrus takes it, against RFC 6455, section 5.1: a message like any other.
        assertEquals("naked", vandal.nextButPings(PATIENCE).text());
      } else {
        isEnded(vandal, 1002);
      }
      live.isWell();
    }
  }

  @Test
  default void invalidUtf8EndsItsSenderAlone() throws Exception {
    try (Chatter live = Chatter.join(channel("garbage"));
        RawWebSocketClient vandal = raw("garbage")) {
      vandal.sendFrame(Frame.TEXT, true, new byte[] {'a', (byte) 0xC3, (byte) 0x28});
      isEnded(vandal, 1007);
      live.isWell();
    }
  }

  @Test
  default void resetsInTheHandshakeAndInTheMiddleOfAMessageDisturbNobody() throws Exception {
    try (Chatter live = Chatter.join(channel("garbage"))) {
      for (int i = 0; i < 20; i++) {
        RawWebSocketClient.resetInHandshake(channel("garbage"));
        RawWebSocketClient vandal = raw("garbage");
        vandal.sendFrame(Frame.TEXT, false, Scenario.utf8("half a mess"));
        vandal.reset();
      }
      live.isWell();
      live.say("still here");
      live.hears("still here");
    }
  }

  private void isEnded(RawWebSocketClient vandal, int code) throws Exception {
    Frame end = vandal.nextButPings(PATIENCE);
    assertTrue(end.opcode() == Frame.CLOSE || end.opcode() == Frame.END, end::toString);
    if (end.opcode() == Frame.CLOSE) {
      assertEquals(code, end.closeCode(), end::toString);
    }
  }
}
