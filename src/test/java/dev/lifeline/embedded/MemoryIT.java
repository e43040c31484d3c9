package dev.lifeline.embedded;

import static dev.lifeline.testing.ReliableRawClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ReliableRawClient;
import dev.lifeline.testing.ServerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What channels take of the server's memory. It prints what it measures. */
class MemoryIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Nobody is asked for a sign of life: these clients answer nothing. */
  private static final String[] NO_BEATS = {
    "lifeline.heartbeat.interval=1h", "lifeline.heartbeat.timeout=2h"
  };

  private static final int CONNECTIONS = 100;
  private static final int CHANNELS_EACH = 100;
  private static final int CHANNELS = CONNECTIONS * CHANNELS_EACH;

  /**
   * 3 KB: twice what was measured on a JVM of 64 bits, 1,207 bytes for a channel with its one
   * subscription and 322 more for its one message.
   */
  private static final long CHANNEL_BYTES = 3_072;

  @Test
  void tenThousandIdleChannelsTakeLittleAndNothingOnceAllHaveLeftAndTheirTimeIsOver()
      throws Exception {
    List<ReliableRawClient> clients = new ArrayList<>();
    try (ServerProcess server =
        ServerProcess.start(
            NO_BEATS[0], NO_BEATS[1], "lifeline.resume.window=20s", "lifeline.drain.window=0s")) {
      for (int i = 0; i < CONNECTIONS; i++) {
        clients.add(ReliableRawClient.open(server.channel("path"), "{'type':'hello'}"));
        clients.get(i).hear();
      }
      warmUp(clients);
      final long before = server.liveHeapBytes();
      for (int i = 0; i < CHANNELS; i++) {
        ReliableRawClient client = clients.get(i / CHANNELS_EACH);
        client.say("{'type':'subscribe','channel':'c" + i + "'}");
        assertTrue(client.hear().startsWith("{'type':'subscribed'"));
      }
      final long subscribed = server.liveHeapBytes();
      for (int i = 0; i < CHANNELS; i++) {
        publish(clients.get(i / CHANNELS_EACH), "c" + i, i % CHANNELS_EACH + 1);
      }
      final long published = server.liveHeapBytes();
      for (ReliableRawClient client : clients) {
        client.close();
      }
      final long allowedAfter = before + 2 * 1_024 * 1_024;
      List<Long> after = new ArrayList<>();
      Await.until(
          () -> "before " + before + " bytes, after " + after,
          PATIENCE,
          () -> addHeap(server, after) <= allowedAfter);
      System.out.printf(
          "%,d idle channels, each heard by one: %,d bytes of live heap each, %,d with a message of 100"
              + " bytes; with all of them %.1f MB more than before, and %.1f MB after all had left%n",
          CHANNELS,
          (subscribed - before) / CHANNELS,
          (published - before) / CHANNELS,
          (published - before) / 1e6,
          (after.get(after.size() - 1) - before) / 1e6);
      assertTrue(subscribed - before < CHANNELS * CHANNEL_BYTES, subscribed - before + " bytes");
      assertTrue(published - before < CHANNELS * CHANNEL_BYTES, published - before + " bytes");
    } finally {
      for (ReliableRawClient client : clients) {
        client.close();
      }
    }
  }

  /** What is made at the first use, classes and code, is no channel's. */
  private static void warmUp(List<ReliableRawClient> clients) throws Exception {
    ReliableRawClient client = clients.get(0);
    client.say("{'type':'subscribe','channel':'warm'}");
    client.hear();
    client.say("{'type':'unsubscribe','channel':'warm'}");
    client.hear();
  }

  private static void publish(ReliableRawClient client, String channel, int seq) throws Exception {
    client.say(
        "{'type':'publish','channel':'"
            + channel
            + "','seq':"
            + seq
            + ",'text':'"
            + "x".repeat(100)
            + "'}");
    assertEquals(channel, field("channel", client.hear()));
    assertEquals(channel, field("channel", client.hear()));
  }

  private static long addHeap(ServerProcess server, List<Long> heaps) {
    try {
      heaps.add(server.liveHeapBytes());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return heaps.get(heaps.size() - 1);
  }

  @Test
  void aFloodOfHalfAGigabyteStaysInAHeapOf64MegabytesAndDisturbsNobody() throws Exception {
    try (ServerProcess server =
            ServerProcess.startWith(
                List.of("-Xmx64m", "-XX:+ExitOnOutOfMemoryError"),
                NO_BEATS[0],
                NO_BEATS[1],
                "lifeline.history.total-bytes=1MB",
                "lifeline.outbound.total-bytes=8MB",
                "lifeline.resume.window=10m");
        ReliableRawClient publisher =
            ReliableRawClient.open(server.channel("path"), "{'type':'hello'}");
        RawWebSocketClient quiet = RawWebSocketClient.open(server.channel("quiet"));
        Flood.Listener fast = Flood.Listener.fast(server.channel("path"));
        Flood.Listener slow = Flood.Listener.slow(server.channel("path"))) {
      publisher.hear();
      final long before = server.liveHeapBytes();
      Flood flood = new Flood(publisher, quiet);
      // As fast as the fast one hears: then he must not miss a message.
      long start = System.nanoTime();
      flood.publish(250_000_000, () -> fast.offset() + 16);
      fast.await(flood.published(), PATIENCE);
      final double paced = (System.nanoTime() - start) / 1e9;
      assertEquals(0, fast.gaps());
      // As fast as the server takes it, whoever hears it.
      start = System.nanoTime();
      flood.publish(250_000_000, () -> Long.MAX_VALUE);
      final double unpaced = (System.nanoTime() - start) / 1e9;
      fast.await(flood.published(), PATIENCE);
      slow.await(flood.published(), PATIENCE);
      assertTrue(slow.gaps() > 0, "the slow one was told of no gap");
      final long after = server.liveHeapBytes();
      System.out.printf(
          "A flood of %,d messages, %.0f MB, into a server with -Xmx64m: %.1f s at the pace of a fast reader,"
              + " who missed nothing, then %.1f s at the server's own (%d gaps told to the fast one, %d to the"
              + " slow one in all); live heap %.1f MB before, %.1f MB after; a message to another channel came"
              + " back within %.0f ms%n",
          flood.published(),
          flood.bytes() / 1e6,
          paced,
          unpaced,
          fast.gaps(),
          slow.gaps(),
          before / 1e6,
          after / 1e6,
          flood.worstEchoNanos() / 1e6);
      assertTrue(after - before < 4 * 1_024 * 1_024, after - before + " bytes more");
      assertEquals(List.of(), server.errors().stream().filter(MemoryIT::isOutOfMemory).toList());
      assertTrue(server.isAlive());
      expectHistory(publisher, flood.echoes());
    }
  }

  private static boolean isOutOfMemory(String line) {
    return line.contains("OutOfMemoryError");
  }

  /** The flood has taken nothing from what the quiet channel remembers. */
  private static void expectHistory(ReliableRawClient client, int messages) throws Exception {
    client.say("{'type':'subscribe','channel':'quiet','history':1000}");
    String subscribed = client.hear();
    assertTrue(subscribed.endsWith("'offset':0,'last':" + messages + "}"), subscribed);
  }
}
