package dev.lifeline.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.channel.Channels;
import dev.lifeline.channel.HistoryLimits;
import dev.lifeline.channel.MemoryChannelStore;
import dev.lifeline.connection.Connection;
import dev.lifeline.connection.Connections;
import dev.lifeline.connection.Deadlines;
import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.HeartbeatTexts;
import dev.lifeline.connection.LifeSign;
import dev.lifeline.connection.OutboundLimits;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.protocol.Codec;
import dev.lifeline.protocol.Payload;
import dev.lifeline.session.Authorizer;
import dev.lifeline.session.DefaultAuthenticator;
import dev.lifeline.session.Presence;
import dev.lifeline.session.Publishing;
import dev.lifeline.session.SessionLimits;
import dev.lifeline.session.Sessions;
import dev.lifeline.testing.FakeSession;
import dev.lifeline.testing.FakeTicker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * One channel gets far more than may be remembered, 1 MB in all, or may wait for a client, 256 KB.
 * In front of it stand one who reads at once, one who reads a fiftieth, and one who reads nothing.
 */
class FloodTest {

  private static final int TOTAL_BYTES = 1 << 20;
  private static final int QUEUE_BYTES = 1 << 18;

  /** 512 bytes each for the flooded channel and the quiet one. */
  private static final int OWN_BYTES = 1_024;

  private static final int MESSAGES = 5_000;
  private static final int[] SIZES = {1, 100, 60_000, 4_000, 0, 17, 30_000};

  private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");

  private final FakeTicker ticker = new FakeTicker(42);
  private final HeartbeatMonitor monitor = new HeartbeatMonitor(ticker);
  private final HeartbeatPolicy policy =
      new HeartbeatPolicy(Duration.ofSeconds(15), Duration.ofSeconds(40), Duration.ofSeconds(60));
  private final Connections connections =
      new Connections(
          monitor,
          policy,
          new LifeSign(false, null),
          new OutboundLimits(QUEUE_BYTES, 1_000, Duration.ofSeconds(10), 1 << 20),
          100,
          Runnable::run,
          event -> {});
  private final Codec codec = new Codec();
  private final MemoryChannelStore store =
      new MemoryChannelStore(ticker, new HistoryLimits(1_000, Duration.ofMinutes(2), TOTAL_BYTES));
  private final Channels channels = new Channels(store, codec, Runnable::run);
  private final PlainRules plainRules =
      new PlainRules(HeartbeatTexts.of(Set.of("ping", ""), null), 1 << 16);
  private final PlainClients plainClients = new PlainClients(connections, channels, plainRules);
  private final ReliableClients clients = clients();

  private final FakeSession fast = new FakeSession("fast");
  private final FakeSession slow = new FakeSession("slow");
  private final FakeSession stuck = new FakeSession("stuck");
  private final FakeSession bystander = new FakeSession("bystander");

  @Test
  void aFloodStaysInItsBoundsAndEachReaderHearsWhatHeCanTake() {
    subscribe(fast);
    subscribe(slow);
    slow.stall();
    stuck.stall();
    final Connection stuckConnection = plainClients.open(stuck.session(), "flooded");
    plainClients.open(bystander.session(), "quiet");
    Reader fastReader = new Reader(fast);
    Reader slowReader = new Reader(slow);
    long bytes = 0;
    for (int i = 1; i <= MESSAGES; i++) {
      int size = SIZES[i % SIZES.length];
      bytes += size;
      channels.publish("flooded", new Payload.Text("x".repeat(size)), null);
      assertTrue(store.bytes() <= OWN_BYTES + TOTAL_BYTES / 4 + 10 * 97, store.bytes() + " bytes");
      // Half of the queue's bound for the slow one, and all of it until the stuck one's end.
      long mayWait = QUEUE_BYTES / 2 + (stuckConnection.hasEnded() ? 0 : QUEUE_BYTES);
      assertTrue(connections.waitingBytes() <= mayWait, connections.waitingBytes() + " wait");
      fastReader.read();
      assertEquals(i, fastReader.offset);
      if (i % 50 == 0) {
        slow.completeOne();
        slowReader.read();
      }
      if (i % 500 == 0) {
        channels.publish("quiet", new Payload.Text("y"), null);
        assertEquals(i / 500, bystander.told.size());
      }
    }
    assertTrue(bytes > 60 * TOTAL_BYTES, bytes + " bytes"); // 67 MB
    assertEquals(0, fastReader.gaps);
    assertEquals(1L, connections.endedByReason().get(EndReason.SLOW_READER));
    assertTrue(stuckConnection.hasEnded());
    // Now the slow one reads all at once: he is told where he missed something, and is up to date.
    slow.resume();
    slowReader.read();
    assertEquals(MESSAGES, slowReader.offset);
    assertTrue(slowReader.gaps > 0);
    channels.publish("flooded", new Payload.Text("after it"), null);
    slowReader.read();
    assertEquals(MESSAGES + 1, slowReader.offset);
    assertEquals(0, connections.waitingBytes());
    assertEquals(10, store.extent("quiet").toCompletableFuture().join().last());
    assertEquals(0, store.extent("quiet").toCompletableFuture().join().before());
  }

  /** What one was told: message after message, or of a gap. */
  private static final class Reader {
    private final FakeSession session;
    long offset;
    int gaps;

    Reader(FakeSession session) {
      this.session = session;
      session.told.clear();
    }

    void read() {
      for (String told : List.copyOf(session.told)) {
        Matcher number = OFFSET.matcher(told);
        assertTrue(number.find(), told);
        long next = Long.parseLong(number.group(1));
        if (told.startsWith("text {\"type\":\"subscribed\"")) {
          assertFalse(told.contains("\"recovered\":true"), told);
          gaps++;
        } else {
          assertEquals(offset + 1, next);
        }
        offset = next;
      }
      session.told.clear();
    }
  }

  private void subscribe(FakeSession session) {
    Connection connection = clients.open(session.session(), "path");
    connection.receiveText("{\"type\":\"hello\"}", true);
    connection.receiveText("{\"type\":\"subscribe\",\"channel\":\"flooded\"}", true);
  }

  private ReliableClients clients() {
    Deadlines deadlines = new Deadlines(monitor, Runnable::run);
    Presence presence = new Presence(store, deadlines, Duration.ofSeconds(10));
    Authorizer all = new Authorizer() {};
    Sessions sessions =
        new Sessions(
            new SessionLimits(Duration.ofMinutes(2), 100, false),
            deadlines,
            new Publishing(channels, all, (from, channel, payload) -> Optional.of(payload)),
            Runnable::run,
            presence::ended);
    return new ReliableClients(
        connections,
        new ReliableClients.Shared(
            codec,
            new ReliableRules(
                plainRules,
                Duration.ofSeconds(10),
                2,
                policy.interval(),
                policy.timeout(),
                Duration.ofMinutes(2)),
            new Gate(new DefaultAuthenticator(), all, Runnable::run),
            sessions,
            channels,
            presence,
            deadlines,
            Runnable::run));
  }
}
