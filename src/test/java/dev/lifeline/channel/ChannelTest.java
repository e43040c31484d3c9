package dev.lifeline.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.connection.OutboundMessage;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A backlog of at most 1 MB and 1,024 messages, and an executor that waits to be told. */
class ChannelTest {

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Channel channel = new Channel(tasks::add);
  private final List<OutboundMessage> heard = new ArrayList<>();

  @Test
  void aPublisherGoesOnAndTheExecutorDelivers() {
    channel.subscribers().add(heard::add);
    List<OutboundMessage> published = publish(3, 1);
    assertEquals(List.of(), heard);
    assertEquals(1, tasks.size());
    tasks.remove().run();
    assertEquals(published, heard);
    assertEquals(0, tasks.size());
  }

  @Test
  void aMessageAfterTheTaskBeginsAnother() {
    channel.subscribers().add(heard::add);
    publish(1, 1);
    tasks.remove().run();
    publish(1, 1);
    tasks.remove().run();
    assertEquals(2, heard.size());
  }

  @Test
  void aPublisherBeyondTheMessagesDeliversTheOldest() {
    channel.subscribers().add(heard::add);
    List<OutboundMessage> published = publish(1_024, 1);
    assertEquals(0, heard.size());
    publish(1, 1);
    assertEquals(published.subList(0, 1), heard);
  }

  @Test
  void aPublisherBeyondTheBytesDeliversTheOldest() {
    channel.subscribers().add(heard::add);
    publish(16, 1 << 16);
    assertEquals(0, heard.size());
    publish(1, 1);
    assertEquals(1, heard.size());
  }

  @Test
  void aSubscriberThatFailsKeepsNobodyFromHearingThisAndTheNext() {
    channel.subscribers().add(heard::add);
    channel
        .subscribers()
        .add(
            message -> {
              throw new IllegalStateException("expected by this test");
            });
    List<OutboundMessage> published = new ArrayList<>(publish(1, 1));
    tasks.remove().run();
    published.addAll(publish(1, 1));
    tasks.remove().run();
    assertEquals(published, heard);
  }

  @Test
  void anExecutorThatHasGoneLosesNothing() {
    Channel orphaned =
        new Channel(
            task -> {
              throw new RejectedExecutionException();
            });
    orphaned.subscribers().add(heard::add);
    orphaned.publish(OutboundMessage.text("last"));
    assertEquals(1, heard.size());
  }

  @Test
  void manyPublishersAreHeardInTheSameOrderByAllAndEachInItsOwn() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Channel busy = new Channel(threads);
      int publishers = 4;
      int each = 5_000;
      CountDownLatch delivered = new CountDownLatch(2 * publishers * each);
      List<OutboundMessage> a = Collections.synchronizedList(new ArrayList<>());
      List<OutboundMessage> b = Collections.synchronizedList(new ArrayList<>());
      busy.subscribers().add(message -> record(message, a, delivered));
      busy.subscribers().add(message -> record(message, b, delivered));
      for (int p = 0; p < publishers; p++) {
        int publisher = p;
        Thread thread =
            new Thread(
                () -> {
                  for (int i = 0; i < each; i++) {
                    busy.publish(numbered(publisher, i));
                  }
                });
        thread.setDaemon(true);
        thread.start();
      }
      assertTrue(delivered.await(60, TimeUnit.SECONDS));
      assertEquals(a, b);
      int[] next = new int[publishers];
      for (OutboundMessage message : a) {
        int publisher = message.bytes() % publishers;
        assertEquals(next[publisher]++ % 100, message.bytes() / publishers);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void record(
      OutboundMessage message, List<OutboundMessage> heard, CountDownLatch delivered) {
    heard.add(message);
    delivered.countDown();
  }

  /** Its length tells the publisher and, modulo 100, the number. */
  private static OutboundMessage numbered(int publisher, int number) {
    return OutboundMessage.binary(ByteBuffer.allocate(number % 100 * 4 + publisher));
  }

  private List<OutboundMessage> publish(int count, int bytes) {
    List<OutboundMessage> messages =
        IntStream.range(0, count)
            .mapToObj(i -> OutboundMessage.binary(ByteBuffer.allocate(bytes)))
            .toList();
    messages.forEach(channel::publish);
    return messages;
  }
}
