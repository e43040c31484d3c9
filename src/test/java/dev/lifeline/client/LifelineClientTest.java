package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * What the shared table cannot say: listeners that call back, pings, and what becomes of a send.
 */
class LifelineClientTest {

  private static final int INTERVAL = 5_000;
  private static final int TIMEOUT = 3_000;

  @Test
  void whatTheOpenedListenerSendsGoesBeforeWhatWaited() {
    Rig rig = Rig.started(options -> {});
    rig.client.send("waited");
    on(rig, "open", () -> rig.client.send("login"));
    rig.inLane(rig.wire()::open);
    assertEquals(List.of("login", "waited"), rig.takeSent());
  }

  @Test
  void aCloseFromTheOpenedListenerEndsItAndSendsNothingThatWaited() {
    Rig rig = Rig.started(options -> {});
    CompletableFuture<Void> waited = rig.client.send("waited").toCompletableFuture();
    on(rig, "open", rig.client::close);
    rig.inLane(rig.wire()::open);
    assertEquals(List.of("open", "close:1000:"), rig.takeEvents());
    assertEquals(List.of(), rig.takeSent());
    assertTrue(waited.isCompletedExceptionally());
    assertEquals(0, rig.timers.count());
    assertTrue(rig.laneEnded);
  }

  @Test
  void aCloseFromTheErrorListenerIsTheLastThatIsTold() {
    Rig rig = Rig.opened(options -> {});
    on(rig, "error", rig.client::close);
    rig.inLane(() -> rig.wire().end(End.abnormal("")));
    assertEquals(List.of("error", "close:1006:", "close:1000:"), rig.takeEvents());
    assertEquals(1, rig.wires.size());
    assertEquals(0, rig.timers.count());
  }

  @Test
  void aReconnectFromTheNewsOfTheLossOpensOneSocket() {
    for (String event : List.of("error", "close:1006:")) {
      Rig rig = Rig.opened(options -> {});
      on(rig, event, rig.client::reconnect);
      rig.inLane(() -> rig.wire().end(End.abnormal("")));
      assertEquals(2, rig.wires.size(), event);
      assertEquals(1, rig.timers.count(), event);
    }
  }

  @Test
  void aReconnectFromTheOpenedListenerReplacesTheConnectionAndKeepsWhatWaited() {
    Rig rig = Rig.started(options -> {});
    rig.client.send("waited");
    boolean[] done = {false};
    rig.reaction =
        (client, event) -> {
          if (event.equals("open") && !done[0]) {
            done[0] = true;
            client.reconnect();
          }
        };
    rig.inLane(rig.wire()::open);
    assertEquals(List.of("open", "close:1000:reconnect"), rig.takeEvents());
    assertEquals(List.of(), rig.wires.get(0).sent);
    rig.inLane(rig.wire()::open);
    assertEquals(List.of("waited"), rig.takeSent());
  }

  @Test
  void aSendFromTheListenerOfAMessageLeavesAtOnce() {
    Rig rig = Rig.opened(options -> {});
    on(rig, "message:question", () -> rig.client.send("answer"));
    rig.inLane(() -> rig.wire().text("question"));
    assertEquals(List.of("answer"), rig.takeSent());
  }

  @Test
  void aListenerThatThrowsChangesNothing() {
    Rig rig = Rig.opened(options -> {});
    rig.reaction =
        (client, event) -> {
          throw new IllegalStateException("the listener's own fault, logged");
        };
    rig.inLane(() -> rig.wire().text("one"));
    rig.inLane(() -> rig.wire().text("two"));
    assertEquals(List.of("message:one", "message:two"), rig.takeEvents());
    rig.advance(INTERVAL);
    assertEquals(List.of("ping"), rig.takeSent());
  }

  @Test
  void aPartOfAMessageIsASignOfLife() {
    Rig rig = Rig.opened(options -> {});
    rig.advance(INTERVAL + TIMEOUT - 1);
    rig.inLane(rig.wire()::part);
    rig.advance(1);
    assertEquals(1, rig.wires.size());
    rig.advance(INTERVAL - 2);
    assertEquals(List.of("ping"), rig.takeSent());
    rig.advance(1);
    assertEquals(List.of("ping"), rig.takeSent());
  }

  @Test
  void aBinaryMessageIsASignOfLifeAndIsDelivered() {
    Rig rig = Rig.opened(options -> {});
    rig.advance(INTERVAL + TIMEOUT - 1);
    rig.inLane(() -> rig.wire().binary(ByteBuffer.allocate(3)));
    rig.advance(1);
    assertEquals(List.of("binary:3"), rig.takeEvents());
    assertEquals(1, rig.wires.size());
  }

  @Test
  void aPingMayGoInsteadOfTheMessageAndItsPongTellsTheRoundTrip() {
    Rig rig =
        Rig.opened(
            options -> options.heartbeat(beat -> beat.pings(HeartbeatOptions.Pings.INSTEAD)));
    rig.advance(INTERVAL);
    assertEquals(List.of(), rig.takeSent());
    assertEquals(1, rig.wire().pings.size());
    rig.advance(40);
    rig.inLane(() -> rig.wire().pong(rig.wire().pings.get(0)));
    assertEquals(Optional.of(Duration.ofMillis(40)), rig.client.rtt());
    rig.advance(INTERVAL - 1);
    assertEquals(1, rig.wire().pings.size());
    rig.advance(1);
    assertEquals(2, rig.wire().pings.size());
  }

  @Test
  void withPingsAloneNoTextIsKeptFromTheApplication() {
    Rig rig =
        Rig.opened(
            options -> options.heartbeat(beat -> beat.pings(HeartbeatOptions.Pings.INSTEAD)));
    rig.inLane(() -> rig.wire().text("pong"));
    assertEquals(List.of("message:pong"), rig.takeEvents());
  }

  @Test
  void aPingMayGoBesidesTheMessage() {
    Rig rig =
        Rig.opened(options -> options.heartbeat(beat -> beat.pings(HeartbeatOptions.Pings.BESIDE)));
    rig.advance(INTERVAL);
    assertEquals(List.of("ping"), rig.takeSent());
    assertEquals(1, rig.wire().pings.size());
  }

  @Test
  void byDefaultNoPingIsSent() {
    Rig rig = Rig.opened(options -> {});
    rig.advance(INTERVAL);
    assertEquals(List.of(), rig.wire().pings);
  }

  @Test
  void aPongThatNobodyAskedForIsASignOfLifeAndNoRoundTrip() {
    Rig rig = Rig.opened(options -> {});
    rig.advance(INTERVAL + TIMEOUT - 1);
    rig.inLane(() -> rig.wire().pong(ByteBuffer.allocate(8)));
    rig.advance(1);
    assertEquals(1, rig.wires.size());
    assertEquals(Optional.empty(), rig.client.rtt());
  }

  @Test
  void theAnswerToABeatTellsTheRoundTrip() {
    Rig rig = Rig.opened(options -> {});
    rig.advance(INTERVAL);
    rig.advance(12);
    rig.inLane(() -> rig.wire().text("pong"));
    assertEquals(Optional.of(Duration.ofMillis(12)), rig.client.rtt());
  }

  @Test
  void whatALostConnectionHadNotBegunToSendGoesToTheNextInOrder() {
    Rig rig = Rig.opened(options -> {});
    rig.wire().holds = true;
    CompletableFuture<Void> one = rig.client.send("one").toCompletableFuture();
    rig.client.send("two");
    rig.inLane(() -> rig.wire().end(End.abnormal("")));
    rig.client.send("three");
    rig.advance(500);
    assertFalse(one.isDone());
    rig.inLane(rig.wire()::open);
    assertEquals(List.of("one", "two", "three"), rig.takeSent());
    assertTrue(one.isDone() && !one.isCompletedExceptionally());
  }

  @Test
  void withoutAQueueWhatWasNotBegunFails() {
    Rig rig = Rig.opened(ClientBuilder::noQueue);
    rig.wire().holds = true;
    CompletableFuture<Void> one = rig.client.send("one").toCompletableFuture();
    rig.inLane(() -> rig.wire().end(End.abnormal("")));
    assertTrue(one.isCompletedExceptionally());
  }

  @Test
  void theBufferedAmountIsWhatIsNotSentInBytes() {
    Rig rig = Rig.started(options -> {});
    rig.client.send("ää");
    rig.client.send(ByteBuffer.allocate(3));
    assertEquals(7, rig.client.bufferedAmount());
    rig.inLane(rig.wire()::open);
    assertEquals(0, rig.client.bufferedAmount());
  }

  @Test
  void sendsThatDoNotLeaveAreBoundedOnAnOpenConnectionToo() {
    Rig rig = Rig.opened(options -> options.queue(2, 100));
    rig.wire().holds = true;
    rig.client.send("one");
    rig.client.send("two");
    CompletableFuture<Void> three = rig.client.send("three").toCompletableFuture();
    assertTrue(three.isCompletedExceptionally());
    assertEquals(List.of("one", "two"), rig.takeSent());
  }

  @Test
  void aPayloadIsCopied() {
    Rig rig = Rig.started(options -> {});
    ByteBuffer payload = ByteBuffer.allocate(4);
    rig.client.send(payload);
    assertEquals(4, payload.remaining());
  }

  @Test
  void theStatusSaysHowLongTheWaitIsAndWhy() {
    Rig rig = Rig.opened(options -> {});
    rig.inLane(() -> rig.wire().end(End.of(1011, "oops")));
    assertEquals(
        new ClientStatus(ClientState.WAITING, Duration.ofMillis(500), 1011, "oops"),
        rig.client.status());
    rig.advance(200);
    assertEquals(Optional.of(Duration.ofMillis(300)), rig.client.untilRetry());
  }

  @Test
  void aPolicyThatThrowsIsReplacedByTheCeiling() {
    Rig rig =
        Rig.started(
            options ->
                options.reconnect(
                    reconnect ->
                        reconnect
                            .ceiling(Duration.ofSeconds(7))
                            .function(
                                retry -> {
                                  throw new IllegalStateException("no idea");
                                })));
    rig.inLane(() -> rig.wire().end(End.abnormal("")));
    assertEquals(Optional.of(Duration.ofSeconds(7)), rig.client.untilRetry());
  }

  @Test
  void theSubprotocolOfTheLastConnectionIsKnown() {
    Rig rig = Rig.started(options -> options.protocols("lifeline.v1"));
    assertEquals("", rig.client.protocol());
    rig.wire().protocol = "lifeline.v1";
    rig.inLane(rig.wire()::open);
    assertEquals("lifeline.v1", rig.client.protocol());
  }

  @Test
  void aTaskOfALayerAboveRunsWhereTheListenerIsCalledAndStepsFollowIt() {
    Rig rig = Rig.started(options -> {});
    List<String> done = new ArrayList<>();
    ClientTasks tasks = rig.client.tasks();
    on(
        rig,
        "open",
        () -> {
          tasks.afterwards(() -> done.add("afterwards"));
          assertTrue(tasks.execute(() -> done.add("within")));
          done.add("listener");
        });
    rig.inLane(rig.wire()::open);
    assertEquals(List.of("within", "listener", "afterwards"), done);
    rig.client.close();
    assertFalse(tasks.execute(() -> done.add("late")));
    assertEquals(3, done.size());
  }

  @Test
  void aTaskOfALayerAboveIsDueAtItsTimeUnlessItIsCancelled() {
    Rig rig = Rig.started(options -> options.noHeartbeat());
    rig.inLane(rig.wire()::open);
    List<String> done = new ArrayList<>();
    ClientTasks tasks = rig.client.tasks();
    rig.inLane(() -> tasks.after(Duration.ofMillis(100), () -> done.add("due")));
    rig.inLane(() -> tasks.after(Duration.ofMillis(100), () -> done.add("never")).run());
    rig.advance(99);
    assertEquals(List.of(), done);
    rig.advance(1);
    assertEquals(List.of("due"), done);
  }

  @Test
  void theDelaysOfALayerAboveAreThoseOfTheReconnecting() {
    Rig rig = Rig.started(options -> options.reconnect(reconnect -> reconnect.fixed()));
    assertEquals(Duration.ofSeconds(1), rig.client.tasks().delay(7));
    Rig exponential = Rig.started(options -> {});
    assertEquals(Duration.ofMillis(500), exponential.client.tasks().delay(0));
    assertEquals(Duration.ofSeconds(5), exponential.client.tasks().delay(7));
  }

  private static void on(Rig rig, String event, Runnable action) {
    rig.reaction =
        (client, told) -> {
          if (told.equals(event)) {
            action.run();
          }
        };
  }
}
