package dev.lifeline.client.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.client.ClientState;
import dev.lifeline.client.ClientStatus;
import dev.lifeline.protocol.Position;
import dev.lifeline.testing.Await;
import dev.lifeline.testing.Direction;
import dev.lifeline.testing.Fault;
import dev.lifeline.testing.FaultProxy;
import dev.lifeline.testing.ProxiedConnection;
import dev.lifeline.testing.ServerProcess;
import dev.lifeline.testing.TyrusAlone;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is published and heard on a network that fails, against the runnable WAR: nothing is lost,
 * doubled or out of order. A witness hears the channel past the proxy.
 */
@ExtendWith(TyrusAlone.class)
class ChannelFaultsIT {

  /** A session, and a message, is remembered for so long. */
  private static final Duration WINDOW = Duration.ofSeconds(2);

  private static final int MESSAGES = 300;

  /** So many connections fail, one after the other. */
  private static final int FAULTS = 12;

  private static ServerProcess server;

  /** One that forgets fast. */
  private static ServerProcess forgetful;

  @BeforeAll
  static void start() throws Exception {
    server = ServerProcess.start();
    forgetful = ServerProcess.start("lifeline.resume.window=" + WINDOW.toMillis() + "ms");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
    forgetful.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void cutsAndResetsAtAnyByteLoseDoubleAndReorderNothing(long seed) throws Exception {
    Random random = new Random(seed);
    String name = UUID.randomUUID().toString();
    try (FaultProxy proxy = FaultProxy.to(server.port());
        Hearer witness = new Hearer(server.channel("any"), "Witness");
        Hearer ada = through(proxy, server)) {
      witness.hear(name);
      Channel room = ada.hear(name);
      proxy.plan(number -> number <= FAULTS ? anyEnd(random) : Fault.none());
      proxy.inflictOnOpen(anyEnd(random));
      List<CompletionStage<Position>> answers = publish(room, 1, MESSAGES);
      assertStoredInOrder(answers);
      assertHeardOnceAndInOrder(name, witness, MESSAGES);
      assertHeardOnceAndInOrder(name, ada, MESSAGES);
      assertTrue(proxy.accepted() > 1, () -> "no fault at all in " + ada.events);
    }
  }

  /** In the handshake, the hello, the welcome, or what follows. */
  private static Fault anyEnd(Random random) {
    long bytes = 50 + random.nextInt(3_000);
    Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
    return random.nextBoolean()
        ? Fault.cutAfter(bytes, direction)
        : Fault.resetAfter(bytes, direction);
  }

  @Test
  void aHalfOpenConnectionDuringThePublishingLosesAndDoublesNothing() throws Exception {
    String name = UUID.randomUUID().toString();
    try (FaultProxy proxy = FaultProxy.to(server.port());
        Hearer witness = new Hearer(server.channel("any"), "Witness");
        Hearer ada = through(proxy, server)) {
      witness.hear(name);
      Channel room = ada.hear(name);
      List<CompletionStage<Position>> answers = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        answers.addAll(publish(room, round * 100 + 1, round * 100 + 60));
        proxy.inflictOnOpen(Fault.halfOpen());
        answers.addAll(publish(room, round * 100 + 61, round * 100 + 100));
        assertStoredInOrder(answers);
      }
      assertHeardOnceAndInOrder(name, witness, 300);
      assertHeardOnceAndInOrder(name, ada, 300);
      List<String> welcomes = ada.told("welcomed:");
      assertEquals(0, welcomes.lastIndexOf("new"), welcomes::toString);
      assertTrue(welcomes.size() >= 4, welcomes::toString);
    }
  }

  @Test
  void aConnectionThatSwallowsTheHelloIsReplaced() throws Exception {
    String name = UUID.randomUUID().toString();
    AtomicInteger toSwallow = new AtomicInteger();
    try (FaultProxy proxy = FaultProxy.to(server.port());
        Hearer witness = new Hearer(server.channel("any"), "Witness")) {
      ChannelClient ada =
          quick(ChannelClient.builder(proxy.through(server.channel("any"))))
              .listener(
                  new ChannelClientListener() {
                    @Override
                    public void status(ChannelClient client, ClientStatus status) {
                      if (status.state() == ClientState.OPEN && toSwallow.getAndDecrement() > 0) {
                        proxy.inflictOnOpen(Fault.halfOpen());
                      }
                    }
                  })
              .connect();
      try {
        witness.hear(name);
        Channel room = ada.channel(name);
        assertStoredInOrder(publish(room, 1, 10));
        toSwallow.set(2);
        proxy.inflictOnOpen(Fault.reset());
        List<CompletionStage<Position>> more = publish(room, 11, 20);
        assertEquals(20, position(more.get(9)).offset());
        assertHeardOnceAndInOrder(name, witness, 20);
        assertTrue(proxy.accepted() >= 4, () -> "connections: " + proxy.accepted());
      } finally {
        ada.close();
      }
    }
  }

  @Test
  void whatAForgottenSessionMayHaveStoredIsUnknownAndNeverSentAgain() throws Exception {
    String name = UUID.randomUUID().toString();
    try (FaultProxy proxy = FaultProxy.to(forgetful.port());
        Hearer witness = new Hearer(forgetful.channel("any"), "Witness");
        Hearer ada = through(proxy, forgetful)) {
      witness.hear(name);
      Channel room = ada.hear(name);
      assertStoredInOrder(publish(room, 1, 20));
      proxy.refuse();
      proxy.inflictOnOpen(Fault.halfOpen());
      ProxiedConnection hole = proxy.newest();
      long before = hole.came(Direction.TO_SERVER);
      CompletableFuture<Position> lost = room.publish("lost").toCompletableFuture();
      // It has left, and is more than some beats.
      Await.until(() -> hole, Hearer.PATIENCE, () -> hole.came(Direction.TO_SERVER) > before + 50);
      proxy.inflictOnOpen(Fault.reset());
      Await.until(ada.client::status, Hearer.PATIENCE, () -> !ada.client.isWelcomed());
      CompletionStage<Position> kept = room.publish("m21");
      long forgottenNanos = System.nanoTime() + WINDOW.multipliedBy(2).toNanos();
      Await.until(() -> "away", Hearer.PATIENCE, () -> System.nanoTime() - forgottenNanos > 0);
      proxy.accept();
      assertEquals(21, position(kept).offset());
      Await.until(() -> "no outcome", Hearer.PATIENCE, lost::isDone);
      assertEquals(
          "OutcomeUnknownException: the server has forgotten the session", Script.outcome(lost));
      assertHeardOnceAndInOrder(name, witness, 21);
      assertEquals(List.of("new", "new"), ada.told("welcomed:"));
    }
  }

  private static Hearer through(FaultProxy proxy, ServerProcess to) throws Exception {
    URI uri = proxy.through(to.channel("any"));
    return new Hearer(uri, options -> quick(options).name("Ada"));
  }

  /** Short enough to watch, long enough for a busy machine not to be taken for a fault. */
  private static ChannelClientBuilder quick(ChannelClientBuilder options) {
    return options
        .connectTimeout(Duration.ofMillis(2_500))
        .heartbeat(beat -> beat.interval(Duration.ofMillis(400)).timeout(Duration.ofMillis(800)))
        .reconnect(retries -> retries.base(Duration.ofMillis(100)).ceiling(Duration.ofMillis(400)));
  }

  private static List<CompletionStage<Position>> publish(Channel room, int first, int last) {
    return IntStream.rangeClosed(first, last).mapToObj(i -> room.publish("m" + i)).toList();
  }

  private static void assertStoredInOrder(List<CompletionStage<Position>> answers)
      throws Exception {
    for (int i = 0; i < answers.size(); i++) {
      assertEquals(i + 1, position(answers.get(i)).offset());
    }
  }

  private static Position position(CompletionStage<Position> answer) throws Exception {
    return answer.toCompletableFuture().get(Hearer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static void assertHeardOnceAndInOrder(String name, Hearer hearer, int last)
      throws InterruptedException {
    hearer.await(name + ":message " + last + " ");
    List<String> texts =
        hearer.told(name + ":message ").stream().map(message -> message.split(" ")[1]).toList();
    assertEquals(IntStream.rangeClosed(1, last).mapToObj(i -> "m" + i).toList(), texts);
    assertEquals(List.of(), hearer.told(name + ":gap"));
  }
}
