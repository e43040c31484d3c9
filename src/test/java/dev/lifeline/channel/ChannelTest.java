package dev.lifeline.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.protocol.Codec;
import dev.lifeline.protocol.Payload;
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
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A backlog of at most 1 MB and 1,024 messages, and an executor that waits to be told. */
class ChannelTest {

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Channel channel = new Channel("room", new Codec(), tasks::add);
  private final List<Stored> heard = new ArrayList<>();
  private final Subscriber subscriber = delivery -> heard.add(delivery.stored());

  private long offset = 1;

  @Test
  void aPublisherGoesOnAndTheExecutorDelivers() {
    channel.subscribers().add(subscriber);
    List<Stored> published = publish(3, 1);
    assertEquals(List.of(), heard);
    assertEquals(1, tasks.size());
    tasks.remove().run();
    assertEquals(published, heard);
    assertEquals(0, tasks.size());
  }

  @Test
  void aMessageAfterTheTaskBeginsAnother() {
    channel.subscribers().add(subscriber);
    publish(1, 1);
    tasks.remove().run();
    publish(1, 1);
    tasks.remove().run();
    assertEquals(2, heard.size());
  }

  @Test
  void aPublisherBeyondTheMessagesDeliversTheOldest() {
    channel.subscribers().add(subscriber);
    List<Stored> published = publish(1_024, 1);
    assertEquals(0, heard.size());
    publish(1, 1);
    assertEquals(published.subList(0, 1), heard);
  }

  @Test
  void aPublisherBeyondTheBytesDeliversTheOldest() {
    channel.subscribers().add(subscriber);
    publish(16, 1 << 16);
    assertEquals(0, heard.size());
    publish(1, 1);
    assertEquals(1, heard.size());
  }

  @Test
  void aSubscriberThatFailsKeepsNobodyFromHearingThisAndTheNext() {
    channel.subscribers().add(subscriber);
    channel
        .subscribers()
        .add(
            delivery -> {
              throw new IllegalStateException("expected by this test");
            });
    List<Stored> published = new ArrayList<>(publish(1, 1));
    tasks.remove().run();
    published.addAll(publish(1, 1));
    tasks.remove().run();
    assertEquals(published, heard);
  }

  @Test
  void anExecutorThatHasGoneLosesNothing() {
    Channel orphaned =
        new Channel(
            "room",
            new Codec(),
            task -> {
              throw new RejectedExecutionException();
            });
    orphaned.subscribers().add(subscriber);
    orphaned.appended(new Stored("e", 1, new Payload.Text("last"), null));
    assertEquals(1, heard.size());
  }

  @Test
  void whatIsToldByOneThreadIsHeardInItsOrderWhoeverDelivers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Channel busy = new Channel("room", new Codec(), threads);
      int count = 20_000;
      CountDownLatch delivered = new CountDownLatch(2 * count);
      List<Long> a = Collections.synchronizedList(new ArrayList<>());
      List<Long> b = Collections.synchronizedList(new ArrayList<>());
      busy.subscribers().add(delivery -> record(delivery, a, delivered));
      busy.subscribers().add(delivery -> record(delivery, b, delivered));
      for (int i = 0; i < count; i++) {
        busy.appended(stored(i, 1));
        threads.execute(busy::relieve);
      }
      assertTrue(delivered.await(60, TimeUnit.SECONDS));
      List<Long> all = LongStream.range(0, count).boxed().toList();
      assertEquals(all, a);
      assertEquals(all, b);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void record(Delivery delivery, List<Long> heard, CountDownLatch delivered) {
    heard.add(delivery.stored().offset());
    delivered.countDown();
  }

  private static Stored stored(long offset, int bytes) {
    return new Stored("e", offset, new Payload.Binary(ByteBuffer.allocate(bytes)), null);
  }

  private List<Stored> publish(int count, int bytes) {
    List<Stored> messages =
        IntStream.range(0, count).mapToObj(i -> stored(offset++, bytes)).toList();
    for (Stored message : messages) {
      channel.appended(message);
      channel.relieve();
    }
    return messages;
  }
}
