package dev.lifeline.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.channel.Channels;
import dev.lifeline.channel.HistoryLimits;
import dev.lifeline.channel.MemoryChannelStore;
import dev.lifeline.connection.Connection;
import dev.lifeline.connection.Connections;
import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.HeartbeatTexts;
import dev.lifeline.connection.LifeSign;
import dev.lifeline.connection.OutboundLimits;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.protocol.Codec;
import dev.lifeline.testing.FakeSession;
import dev.lifeline.testing.FakeTicker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of at most 8 bytes; {@code ping}, {@code beat} and the empty text are heartbeats. */
class PlainClientsTest {

  private static final HeartbeatPolicy POLICY =
      new HeartbeatPolicy(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5));

  private final FakeTicker ticker = new FakeTicker(42);
  private final HeartbeatMonitor monitor = new HeartbeatMonitor(ticker);
  private final Connections connections =
      new Connections(
          monitor,
          POLICY,
          new LifeSign(true, null),
          new OutboundLimits(1 << 20, 1_000, Duration.ofSeconds(10), 1 << 20),
          100,
          Runnable::run,
          event -> {});
  private final Channels channels =
      new Channels(
          new MemoryChannelStore(ticker, new HistoryLimits(10, Duration.ofMinutes(1), 1 << 20)),
          new Codec(),
          Runnable::run);
  private final PlainClients clients =
      new PlainClients(
          connections,
          channels,
          new PlainRules(HeartbeatTexts.of(Set.of("ping", "beat", ""), "?"), 8));
  private final FakeSession alice = new FakeSession("alice");
  private final FakeSession bob = new FakeSession("bob");

  @Test
  void pingIsAnsweredWithPongToItsSenderAlone() {
    Connection connection = open(alice, "room");
    open(bob, "room");
    connection.receiveText("ping", true);
    assertEquals(List.of("text pong"), alice.told);
    assertEquals(List.of(), bob.told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"beat", ""})
  void anyOtherHeartbeatIsAnsweredWithItself(String beat) {
    Connection connection = open(alice, "room");
    open(bob, "room");
    connection.receiveText(beat, true);
    assertEquals(List.of("text " + beat), alice.told);
    assertEquals(List.of(), bob.told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "pong", "ping", "beat", ""})
  void whatAnswersTheServersMessageIsNeitherAnsweredNorPublished(String answer) {
    Connection connection = open(alice, "room");
    connection.roundTrip().ask();
    ticker.advance(Duration.ofMillis(7));
    connection.receiveText(answer, true);
    assertEquals(List.of(), alice.told);
    assertEquals(7.0, connection.roundTrip().lastMillis().doubleValue());
  }

  @Test
  void withoutAServersMessageItsAnswersAreOrdinaryTexts() {
    Connection connection = open(alice, "room");
    connection.receiveText("?", true);
    connection.receiveText("pong", true);
    assertEquals(List.of("text ?", "text pong"), alice.told);
  }

  @Test
  void allElseGoesToEverySubscriberAsItIs() {
    Connection connection = open(alice, "room");
    open(bob, "room");
    connection.receiveText("Ping", true);
    connection.receiveBinary(ByteBuffer.wrap(new byte[] {1, 2}), true);
    connection.receiveBinary(ByteBuffer.allocate(0), true);
    List<String> all = List.of("text Ping", "binary 2", "binary 0");
    assertEquals(all, alice.told);
    assertEquals(all, bob.told);
  }

  @Test
  void partsArePublishedAsOneMessage() {
    Connection connection = open(alice, "room");
    connection.receiveText("ab", false);
    connection.receiveText("", false);
    connection.receiveText("cd", true);
    connection.receiveText("e", true);
    connection.receiveBinary(ByteBuffer.wrap(new byte[3]), false);
    connection.receiveBinary(ByteBuffer.wrap(new byte[4]), true);
    assertEquals(List.of("text abcd", "text e", "binary 7"), alice.told);
  }

  @Test
  void aHeartbeatInPartsIsAHeartbeat() {
    Connection connection = open(alice, "room");
    open(bob, "room");
    connection.receiveText("pi", false);
    connection.receiveText("ng", true);
    assertEquals(List.of("text pong"), alice.told);
    assertEquals(List.of(), bob.told);
  }

  @Test
  void aMessageOfTheLargestSizePasses() {
    Connection connection = open(alice, "room");
    connection.receiveText("12345678", true);
    connection.receiveText("éééé", true);
    connection.receiveText("\ud83d", false);
    connection.receiveText("\ude00😀", true);
    connection.receiveBinary(ByteBuffer.allocate(8), true);
    assertEquals(List.of("text 12345678", "text éééé", "text 😀😀", "binary 8"), alice.told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123456789", "ééééé", "😀😀a"})
  void oneByteMoreIsTooBig(String text) {
    open(alice, "room").receiveText(text, true);
    assertEquals(List.of("close 1009 message-too-big"), alice.told);
    assertEquals(0, channels.size());
  }

  @Test
  void aMessageThatGrowsTooBigInPartsIsRefusedBeforeItsEnd() {
    Connection text = open(alice, "room");
    text.receiveText("12345", false);
    text.receiveText("6789", false);
    assertEquals(List.of("close 1009 message-too-big"), alice.told);
    Connection binary = open(bob, "room");
    binary.receiveBinary(ByteBuffer.allocate(5), false);
    binary.receiveBinary(ByteBuffer.allocate(4), false);
    assertEquals(List.of("close 1009 message-too-big"), bob.told);
  }

  @Test
  void channelsAreApart() {
    Connection connection = open(alice, "room");
    open(bob, "other");
    connection.receiveText("hi", true);
    assertEquals(List.of(), bob.told);
  }

  @Test
  void aChannelOfNoValidNameIsRefusedAndLeavesNothing() {
    clients.open(alice.session(), "a b");
    assertEquals(List.of("close 4400 invalid-channel"), alice.told);
    assertEquals(0, channels.size());
    assertEquals(0, connections.size());
  }

  @Test
  void whoIsOneTooManyLeavesNothingBehind() {
    Connections full =
        new Connections(
            monitor,
            POLICY,
            new LifeSign(true, null),
            new OutboundLimits(1, 1, Duration.ofSeconds(1), 1),
            0,
            Runnable::run,
            event -> {});
    new PlainClients(full, channels, new PlainRules(HeartbeatTexts.of(Set.of(), ""), 8))
        .open(alice.session(), "room");
    assertEquals(List.of("close 1013 too-many-connections"), alice.told);
    assertEquals(0, channels.size());
  }

  @Test
  void theEndOfAClientLeavesItsChannel() {
    open(alice, "room").end(EndReason.PEER_CLOSED);
    assertEquals(0, channels.size());
  }

  @Test
  void aClientMayAskForNoPings() {
    alice.query("pings", "off");
    open(alice, "room");
    open(bob, "room");
    for (int i = 0; i < 101; i++) {
      ticker.advance(HeartbeatMonitor.TICK);
      monitor.advance();
    }
    assertEquals(List.of(), alice.told);
    assertEquals(List.of("ping"), bob.told);
  }

  private Connection open(FakeSession session, String channel) {
    return clients.open(session.session(), channel);
  }
}
