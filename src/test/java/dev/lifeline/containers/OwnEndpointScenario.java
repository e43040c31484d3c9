package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sample's own endpoints, with Lifeline's liveness and otherwise as they were. */
interface OwnEndpointScenario
    extends HeartbeatScenario,
        DeadlineScenario,
        EndScenario,
        GarbageScenario,
        MassDeathScenario,
        FiguresScenario,
        SampleScenario {

  int RESETTING = 12;

  /** 400 KB of long messages: the last of the resetting find their sockets full. */
  int BETWEEN_RESETS = 50;

  /** The chat takes the part of Lifeline's channels. */
  @Override
  default URI channel(String name) {
    return at("/chat/" + name);
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
      assertTrue(prices > 10, "no prices");
      assertEquals(4000, client.skipTo(Frame.CLOSE, PATIENCE).closeCode());
    }
  }

  /** The sender's own handler is the one that waits: without Lifeline for 20 s, or for ever. */
  @Test
  default void aReaderThatStallsIsEndedAndTheChatGoesOn() throws Exception {
    try (RawWebSocketClient stalled = RawWebSocketClient.openStalled(channel("stuck"));
        Chatter live = Chatter.join(channel("stuck"))) {
      for (int i = 0; i < FILLING; i++) {
        live.say(LONG);
      }
      for (int i = 0; i < FILLING; i++) {
        live.hears(LONG);
      }
      Await.until(() -> endsOf("stuck"), PATIENCE, () -> endsOf("stuck").size() == 1);
      isCutOff(stalled);
      String reason = endsOf("stuck").get(0).split(" ")[0];
      assertTrue(List.of("STUCK_SEND", "SLOW_READER", "NO_HEARTBEAT").contains(reason), reason);
    }
  }

  /** It beats, and reads nothing: nobody could call it silent. */
  @Test
  default void soIsOneThatGoesOnSpeaking() throws Exception {
    try (Clients stalled = new Clients();
        Chatter live = Chatter.join(channel("deaf"))) {
      Beats.ofPings(stalled)
          .during(
              () -> {
                stalled.joinStalled(channel("deaf"), 1);
                for (int i = 0; i < FILLING; i++) {
                  live.say(LONG);
                }
                for (int i = 0; i < FILLING; i++) {
                  live.hears(LONG);
                }
                Await.until(() -> endsOf("deaf"), PATIENCE, () -> endsOf("deaf").size() == 1);
              });
      isCutOff(stalled.get(0));
      String reason = endsOf("deaf").get(0).split(" ")[0];
      assertTrue(List.of("STUCK_SEND", "SLOW_READER").contains(reason), reason);
    }
  }

  /** The resets meet the chat's sending in any state, and the chat forgets each of them. */
  @Test
  default void resetsInTheMiddleOfSendingAreCleanedUpOnce() throws Exception {
    try (Clients resetting = new Clients();
        Chatter live = Chatter.join(channel("torn"))) {
      Beats.ofPongs(resetting)
          .during(
              () -> {
                resetting.joinStalled(channel("torn"), RESETTING);
                for (RawWebSocketClient client : resetting) {
                  for (int i = 0; i < BETWEEN_RESETS; i++) {
                    live.say(LONG);
                    live.hears(LONG);
                  }
                  client.reset();
                }
              });
      Await.until(() -> endsOf("torn"), PATIENCE, () -> endsOf("torn").size() >= RESETTING);
      live.say("all is well");
      live.hears("all is well");
      assertEquals(RESETTING, endsOf("torn").size(), () -> endsOf("torn").toString());
      assertEquals(1, census("?torn"));
    }
  }

  /** What had come to it is still there, and then the end. */
  private static void isCutOff(RawWebSocketClient stalled) throws Exception {
    stalled.readOn();
    while (stalled.next(PATIENCE).opcode() != Frame.END) {
      // More of what it had not read.
    }
  }
}
