package dev.lifeline.endpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.channel.Channels;
import dev.lifeline.connection.Connections;
import dev.lifeline.testing.ServerClient;
import dev.lifeline.testing.ServerLogLines;
import dev.lifeline.testing.ServerOnTyrus;
import dev.lifeline.testing.ServerProbe;
import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The real endpoint on Tyrus, with a Tyrus client. */
class ChannelEndpointTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long TIMEOUT_MILLIS = 1_200;

  private static ServerOnTyrus server;

  @BeforeAll
  static void start() throws Exception {
    server =
        ServerOnTyrus.start(
            Map.of(
                "lifeline.heartbeat.interval", "400ms",
                "lifeline.heartbeat.timeout", TIMEOUT_MILLIS + "ms",
                "lifeline.message.max-size", "1KB"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void everyConnectionIsForgotten() {
    await(() -> server.bean(Connections.class).size() == 0);
    ServerProbe.OPENED.clear();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ping", "heartbeat", "HeartBeat", "~H#C~", ""})
  void aHeartbeatIsAnsweredToItsSenderAlone(String beat) throws Exception {
    URI room = server.uri("beats");
    try (ServerClient sender = ServerClient.join(room);
        ServerClient other = ServerClient.join(room)) {
      sender.say(beat);
      assertEquals(beat.equals("ping") ? "pong" : beat, sender.hear());
      sender.say("after the heartbeat");
      assertEquals("after the heartbeat", other.hear());
    }
  }

  @Test
  void aTextReachesEverySubscriberWithItsSenderAndNoOtherChannel() throws Exception {
    try (ServerClient sender = ServerClient.join(server.uri("red"));
        ServerClient other = ServerClient.join(server.uri("red"));
        ServerClient elsewhere = ServerClient.join(server.uri("blue"))) {
      sender.say("<b>grüß</b> 你好 🙂");
      assertEquals("<b>grüß</b> 你好 🙂", sender.hear());
      assertEquals("<b>grüß</b> 你好 🙂", other.hear());
      elsewhere.say("blue");
      assertEquals("blue", elsewhere.hear());
      assertTrue(other.hasHeardAll());
    }
  }

  @Test
  void aBinaryMessageReachesEverySubscriberWithItsSender() throws Exception {
    byte[] bytes = {0, 1, -1, 'p', 'i', 'n', 'g'};
    try (ServerClient sender = ServerClient.join(server.uri("bytes"));
        ServerClient other = ServerClient.join(server.uri("bytes"))) {
      sender.sendPart(ByteBuffer.wrap(bytes), true);
      assertArrayEquals(bytes, (byte[]) sender.hear());
      assertArrayEquals(bytes, (byte[]) other.hear());
    }
  }

  @Test
  void thePartsOfAMessageAreOneMessage() throws Exception {
    try (ServerClient sender = ServerClient.join(server.uri("parts"));
        ServerClient other = ServerClient.join(server.uri("parts"))) {
      sender.sayPart("one ", false);
      sender.sayPart("two ", false);
      sender.sayPart("three", true);
      assertEquals("one two three", other.hear());
      sender.sendPart(ByteBuffer.wrap(new byte[] {1}), false);
      sender.sendPart(ByteBuffer.wrap(new byte[] {2, 3}), true);
      assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) other.hear());
      sender.sayPart("pi", false);
      sender.sayPart("ng", true);
      assertEquals("one two three", sender.hear());
      assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) sender.hear());
      assertEquals("pong", sender.hear());
    }
  }

  @Test
  void aMessageOfTheLargestSizePassesAndOneByteMoreIsClosedWith1009() throws Exception {
    URI room = server.uri("sizes");
    try (ServerClient client = ServerClient.join(room);
        ServerClient witness = ServerClient.join(room)) {
      // 512 characters of two bytes each.
      client.say("ü".repeat(512));
      assertEquals("ü".repeat(512), client.hear());
      client.say("ü".repeat(512) + "u");
      assertEquals(1009, client.closeReason().getCloseCode().getCode());
      assertEquals("message-too-big", client.closeReason().getReasonPhrase());
      assertEquals("ü".repeat(512), witness.hear());
      assertTrue(witness.hasHeardAll());
    }
  }

  @Test
  void aBinaryMessageThatGrowsTooBigIsClosedWith1009BeforeItsEnd() throws Exception {
    try (ServerClient client = ServerClient.join(server.uri("sizes"))) {
      client.sendPart(ByteBuffer.allocate(1_000), false);
      client.sendPart(ByteBuffer.allocate(25), false);
      assertEquals(1009, client.closeReason().getCloseCode().getCode());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"no,comma", "no@sign", "no!", "(no)"})
  void aChannelOfAnotherNameIsClosedWith4400(String channel) throws Exception {
    try (ServerClient client = ServerClient.connect(server.uri(channel))) {
      assertEquals(4400, client.closeReason().getCloseCode().getCode());
      assertEquals("invalid-channel", client.closeReason().getReasonPhrase());
    }
  }

  @Test
  void aChannelNameHasAtMost128Characters() throws Exception {
    try (ServerClient longest = ServerClient.connect(server.uri("c".repeat(128)));
        ServerClient longer = ServerClient.connect(server.uri("c".repeat(129)))) {
      assertEquals(4400, longer.closeReason().getCloseCode().getCode());
      longest.say("ping");
      assertEquals("pong", longest.hear());
    }
  }

  @Test
  void theTimeOfTheLastMessageIsALiveNumberInTheUserProperties() throws Exception {
    try (ServerClient client = ServerClient.connect(server.uri("time"))) {
      Session session = ServerProbe.OPENED.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      Number time =
          assertInstanceOf(Number.class, session.getUserProperties().get("lastMessageTime"));
      long first = time.longValue();
      assertTrue(Math.abs(System.currentTimeMillis() - first) < PATIENCE.toMillis());
      await(() -> System.currentTimeMillis() > first + 5);
      client.say("something");
      assertEquals("something", client.hear());
      assertTrue(time.longValue() > first, "it moved with the message");
      assertEquals(time, session.getUserProperties().get("lastMessageTime"), "the same object");
    }
  }

  @Test
  void aSilentClientIsClosedWith4000AtItsDeadlineAndNotBefore() throws Exception {
    // pings=off, since Tyrus's client answers pings by itself.
    try (ServerClient client = ServerClient.connect(server.uri("silent?pings=off"))) {
      // Before the sending: the server hears it later, and may count from no earlier moment.
      long lastNanos = System.nanoTime();
      client.say("the last word");
      assertEquals("the last word", client.hear());
      assertEquals(4000, client.closeReason().getCloseCode().getCode());
      long silenceMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lastNanos);
      assertEquals("no-heartbeat", client.closeReason().getReasonPhrase());
      assertTrue(silenceMillis >= TIMEOUT_MILLIS, silenceMillis + " ms");
    }
  }

  @Test
  void aClientThatOnlyAnswersPingsStaysForSeveralDeadlines() throws Exception {
    try (ServerClient quiet = ServerClient.connect(server.uri("quiet"));
        ServerClient clock = ServerClient.connect(server.uri("clock?pings=off"))) {
      // Three deadlines, measured by clients that are silent one after the other.
      assertEquals(4000, clock.closeReason().getCloseCode().getCode());
      for (int i = 0; i < 2; i++) {
        try (ServerClient next = ServerClient.connect(server.uri("clock?pings=off"))) {
          assertEquals(4000, next.closeReason().getCloseCode().getCode());
        }
      }
      assertTrue(quiet.isOpen());
      quiet.say("ping");
      assertEquals("pong", quiet.hear());
    }
  }

  @Test
  void aChannelIsGoneWithItsLastSubscriber() throws Exception {
    // The channels are nobody's to see; a test may look behind the field.
    Field field = PlainClients.class.getDeclaredField("channels");
    field.setAccessible(true);
    Channels channels = (Channels) field.get(server.bean(PlainClients.class));
    try (ServerClient stays = ServerClient.join(server.uri("shared"))) {
      try (ServerClient leaves = ServerClient.join(server.uri("shared"));
          ServerClient alone = ServerClient.join(server.uri("alone"))) {
        leaves.say("here");
        assertEquals("here", stays.hear());
        alone.say("here");
        assertEquals("here", alone.hear());
        assertEquals(2, channels.size());
      }
      await(() -> channels.size() == 1);
      stays.say("still here");
      assertEquals("still here", stays.hear());
    }
    await(() -> channels.size() == 0);
  }

  @Test
  void anErrorInTheEndpointIsOneLineInTheLogAndNothingOfItOnTheWire() throws Exception {
    try (ServerLogLines log = ServerLogLines.record();
        ServerClient client = ServerClient.join(server.uri("faults"));
        ServerClient other = ServerClient.join(server.uri("faults"))) {
      client.say(ServerProbe.FAULT);
      other.say("undisturbed");
      assertEquals("undisturbed", other.hear());
      assertTrue(other.hasHeardAll());
      await(() -> log.linesWith(ServerProbe.SECRET) > 0);
      if (client.isOpen()) {
        assertEquals("undisturbed", client.hear());
      } else {
        assertFalse(client.closeReason().getReasonPhrase().contains(ServerProbe.SECRET));
      }
      assertEquals(1, log.linesWith(ServerProbe.SECRET));
      assertNull(log.firstStackTrace());
    }
  }

  private static void await(BooleanSupplier condition) {
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
          }
        });
  }
}
