package dev.lifeline.client.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Position;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The channel client on an implementation of Jakarta WebSocket, against the runnable WAR. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChannelClientContract {

  private ServerProcess server;

  @BeforeAll
  void start() throws Exception {
    server = ServerProcess.start();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  @Test
  void whatOnePublishesAllHearAndTheAckSaysWhere() throws Exception {
    String name = UUID.randomUUID().toString();
    try (Hearer ada = hearer("Ada");
        Hearer bob = hearer("Bob")) {
      Channel room = ada.hear(name);
      bob.hear(name);
      assertEquals(1, position(room.publish("Grüße 🌍")).offset());
      assertEquals(2, position(room.publish(Script.bytes(1, 2, 3))).offset());
      for (Hearer each : List.of(ada, bob)) {
        each.await(name + ":message 2");
        assertEquals(
            List.of("1 Grüße 🌍 from Ada", "2 3 bytes from Ada"), each.told(name + ":message "));
      }
      assertEquals(position(room.publish("last")), position(room.publish("more"), -1));
    }
  }

  @Test
  void aThousandAreStoredInOrderAndALatecomerHearsTheLastOfThem() throws Exception {
    String name = UUID.randomUUID().toString();
    try (Hearer ada = hearer("Ada");
        Hearer bob = hearer("Bob")) {
      Channel room = ada.client.channel(name);
      List<CompletionStage<Position>> answers = new ArrayList<>();
      IntStream.rangeClosed(1, 1_000).forEach(i -> answers.add(room.publish("m" + i)));
      for (int i = 1; i <= 1_000; i++) {
        assertEquals(i, position(answers.get(i - 1)).offset());
      }
      bob.hear(name, options -> options.history(3));
      bob.await(name + ":message 1000");
      assertEquals(
          List.of("998 m998 from Ada", "999 m999 from Ada", "1000 m1000 from Ada"),
          bob.told(name + ":message "));
    }
  }

  @Test
  void whoIsPresentIsKnownAndAByeLeavesAtOnce() throws Exception {
    String name = UUID.randomUUID().toString();
    try (Hearer ada = hearer("Ada")) {
      Channel room = ada.hear(name, options -> options.presence(true));
      Hearer bob = hearer("Bob");
      bob.hear(name, options -> options.presence(true));
      Await.until(room::members, Hearer.PATIENCE, () -> room.members().size() == 2);
      assertEquals(List.of("Ada", "Bob"), room.members().stream().map(Member::identity).toList());
      bob.close();
      // Long before the grace of a break is over.
      Await.until(room::members, Duration.ofSeconds(8), () -> room.members().size() == 1);
      assertEquals("closed:1000:", bob.events.get(bob.events.size() - 1));
    }
  }

  @Test
  void aChannelThatIsNotAllowedIsRefusedAndTheOthersGoOn() throws Exception {
    try (Hearer ada = hearer("Ada")) {
      Channel bad = ada.client.channel("not allowed!");
      bad.listen(new ChannelRecorder(ada.events));
      ada.await("not allowed!:refused invalid-channel");
      assertFalse(bad.isOpen());
      CompletableFuture<Position> refused = bad.publish("hi").toCompletableFuture();
      Await.until(() -> "no answer", Hearer.PATIENCE, refused::isDone);
      assertEquals("RefusedException: not allowed!: invalid-channel", Script.outcome(refused));
      String name = UUID.randomUUID().toString();
      assertEquals(1, position(ada.client.channel(name).publish("hi")).offset());
    }
  }

  @Test
  void aSecondLoginEndsTheFirstForGood() throws Exception {
    try (ServerProcess single = ServerProcess.start("lifeline.session.single=true");
        Hearer first = new Hearer(single.channel("any"), "Ada")) {
      first.await("welcomed:new");
      try (Hearer second = new Hearer(single.channel("any"), "Ada")) {
        second.await("welcomed:new");
        first.await("closed:4403:kicked");
        assertTrue(second.client.isWelcomed());
      }
    }
  }

  @Test
  void aServerThatWasRestartedKnowsNothingAndTheClientSaysSo() throws Exception {
    try (ServerProcess before = ServerProcess.start()) {
      try (Hearer ada = new Hearer(before.channel("any"), "Ada")) {
        Channel room = ada.hear("room");
        position(room.publish("one"));
        ada.await("room:message 1");
        int port = before.port();
        before.terminate();
        before.awaitExit();
        Await.until(ada.client::status, Hearer.PATIENCE, () -> !ada.client.isWelcomed());
        CompletionStage<Position> kept = room.publish("kept");
        try (ServerProcess after = ServerProcess.run(List.of(), "--port", String.valueOf(port))) {
          after.port();
          assertEquals(1, position(kept).offset());
          ada.await("room:gap");
          assertEquals(List.of("new", "new"), ada.told("welcomed:"));
        }
      }
    }
  }

  private Hearer hearer(String name) throws Exception {
    return new Hearer(server.channel("any"), name);
  }

  private static Position position(CompletionStage<Position> answer) throws Exception {
    return answer.toCompletableFuture().get(Hearer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** As far from it. */
  private static Position position(CompletionStage<Position> answer, long distance)
      throws Exception {
    Position position = position(answer);
    return new Position(position.epoch(), position.offset() + distance);
  }
}
