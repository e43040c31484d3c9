package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import org.junit.jupiter.api.Test;

/** Who is closed at the deadline, and who is not. */
interface DeadlineScenario extends Scenario {

  @Test
  default void aClientThatFallsSilentIsClosedNotBeforeItsDeadline() throws Exception {
    try (RawWebSocketClient client = raw("silent")) {
      beatFor(TIMEOUT, client);
      long lastSign = client.sendText("ping");
      assertEquals("pong", client.nextButPings(PATIENCE).text());
      closedForSilence(client, lastSign);
    }
  }

  @Test
  default void aClientThatNeverSpokeIsClosedNotBeforeItsDeadline() throws Exception {
    try (RawWebSocketClient client = raw("mute")) {
      closedForSilence(client, client.openedNanos());
    }
  }

  @Test
  default void aClientWithoutPingsGetsNoneAndIsClosedAtItsDeadline() throws Exception {
    try (RawWebSocketClient client = raw("unpinged?pings=off")) {
      Frame first = client.next(PATIENCE);
      assertEquals(Frame.CLOSE, first.opcode(), first::toString);
      closedForSilence(first, client.openedNanos());
    }
  }

  @Test
  default void aClientThatBeatsIsKeptForSeveralDeadlines() throws Exception {
    try (RawWebSocketClient client = raw("beating?pings=off")) {
      beatFor(TIMEOUT.multipliedBy(3), client);
    }
  }

  @Test
  default void theTricklingPartsOfAMessageKeepItsSenderAlive() throws Exception {
    try (RawWebSocketClient client = raw("trickle?pings=off")) {
      StringBuilder whole = new StringBuilder("once");
      client.sendFrame(Frame.TEXT, false, Scenario.utf8("once"));
      long start = System.nanoTime();
      while (System.nanoTime() - start < 2 * TIMEOUT.toNanos()) {
        client.expectNothingFor(BEAT);
        client.sendFrame(Frame.CONTINUATION, false, Scenario.utf8(" and again"));
        whole.append(" and again");
      }
      client.sendFrame(Frame.CONTINUATION, true, Scenario.utf8("."));
      assertEquals(whole.append('.').toString(), client.next(PATIENCE).text());
    }
  }

  private void closedForSilence(RawWebSocketClient client, long lastSign) throws Exception {
    closedForSilence(client.nextButPings(PATIENCE), lastSign);
  }
}
