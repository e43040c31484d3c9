package dev.lifeline.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.protocol.Codec;
import dev.lifeline.protocol.Payload;
import dev.lifeline.testing.FakeTicker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {

  private final FakeTicker ticker = new FakeTicker(42);
  private final MemoryChannelStore store =
      new MemoryChannelStore(ticker, new HistoryLimits(10, Duration.ofMinutes(1), 8 << 20));
  private final Channels channels = new Channels(store, new Codec(), Runnable::run);
  private final List<String> toA = new ArrayList<>();
  private final List<String> toB = new ArrayList<>();
  private final Subscriber a = delivery -> toA.add(textOf(delivery));
  private final Subscriber b = delivery -> toB.add(textOf(delivery));

  @Test
  void aMessageReachesEverySubscriberOfItsChannelAlone() {
    channels.subscribe("x", a);
    channels.subscribe("x", a);
    channels.subscribe("y", b);
    publish("x", "hi");
    assertEquals(List.of("1 hi"), toA);
    assertEquals(List.of(), toB);
  }

  @Test
  void whoHasLeftHearsNothing() {
    channels.subscribe("x", a);
    channels.subscribe("x", b);
    channels.unsubscribe("x", a);
    publish("x", "hi");
    assertEquals(List.of(), toA);
    assertEquals(List.of("1 hi"), toB);
  }

  @Test
  void aChannelGoesWithItsLastSubscriberAndItsCountGoesOn() {
    channels.subscribe("x", a);
    publish("x", "one");
    assertEquals(Map.of("x", 1), channels.subscribers());
    channels.unsubscribe("x", a);
    channels.unsubscribe("x", a);
    publish("x", "two");
    assertEquals(0, channels.size());
    channels.subscribe("x", a);
    publish("x", "three");
    assertEquals(List.of("1 one", "3 three"), toA);
  }

  @Test
  void tenThousandChannelsThatWereUsedAndLeftAreForgottenAfterTheAgeOfAMessage() {
    for (int i = 0; i < 10_000; i++) {
      channels.subscribe("channel-" + i, a);
      publish("channel-" + i, "hello");
    }
    assertEquals(10_000, channels.size());
    assertEquals(10_000, toA.size());
    for (int i = 0; i < 10_000; i++) {
      channels.unsubscribe("channel-" + i, a);
    }
    assertEquals(0, channels.size());
    // 512 bytes a channel, 96 a message and 5 of payload.
    assertEquals(10_000 * (512 + 96 + 5), store.bytes());
    ticker.advance(Duration.ofMillis(59_999));
    store.expire();
    assertEquals(10_000, store.size());
    ticker.advance(Duration.ofMillis(1));
    store.expire();
    assertEquals(0, store.size());
    assertEquals(0, store.bytes());
  }

  @Test
  void aFloodWaitsInNoMoreThanTheBacklogWhenOnlyItsPublisherDelivers() {
    MemoryChannelStore small =
        new MemoryChannelStore(ticker, new HistoryLimits(1_000, Duration.ofMinutes(1), 1 << 20));
    Channels flooded = new Channels(small, new Codec(), task -> {}); // nobody else has time
    long[] heard = new long[2];
    flooded.subscribe(
        "flooded",
        delivery -> {
          assertEquals(++heard[0], delivery.stored().offset());
          heard[1] += delivery.stored().payload().bytes();
        });
    int[] sizes = {1, 100, 60_000, 4_000, 0, 17, 30_000};
    long bytes = 0;
    for (int i = 1; i <= 20_000; i++) {
      ByteBuffer payload = ByteBuffer.allocate(sizes[i % sizes.length]);
      bytes += payload.remaining();
      flooded.publish("flooded", new Payload.Binary(payload), null);
      assertTrue(i - heard[0] <= 1_024, i - heard[0] + " messages wait");
      assertTrue(bytes - heard[1] <= 1 << 20, bytes - heard[1] + " bytes wait");
      assertTrue(small.bytes() <= 512 + (1 << 18), small.bytes() + " bytes are remembered");
    }
    assertTrue(heard[0] > 19_900, heard[0] + " were heard");
  }

  @Test
  void allWhoWantItInOneFormGetTheSameObject() {
    List<Object> plain = new ArrayList<>();
    List<Object> reliable = new ArrayList<>();
    channels.subscribe("x", both(plain, reliable));
    channels.subscribe("x", both(plain, reliable));
    publish("x", "hi");
    assertEquals(2, plain.size());
    assertSame(plain.get(0), plain.get(1));
    assertSame(reliable.get(0), reliable.get(1));
  }

  private static Subscriber both(List<Object> plain, List<Object> reliable) {
    return delivery -> {
      plain.add(delivery.plain());
      reliable.add(delivery.reliable());
    };
  }

  private void publish(String channel, String text) {
    channels.publish(channel, new Payload.Text(text), null);
  }

  private static String textOf(Delivery delivery) {
    Stored stored = delivery.stored();
    return stored.offset() + " " + ((Payload.Text) stored.payload()).text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "Room-1_2.3:4", "ABCxyz0189"})
  void lettersDigitsAndFourMarksMakeAName(String name) {
    assertTrue(ChannelName.isValid(name));
  }

  @Test
  void aNameHasOneTo128Characters() {
    assertFalse(ChannelName.isValid(""));
    assertTrue(ChannelName.isValid("a".repeat(128)));
    assertFalse(ChannelName.isValid("a".repeat(129)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a/b", "é", "a\n", "a%20", "<b>", "a\u0000"})
  void nothingElseIsAllowedInAName(String name) {
    assertFalse(ChannelName.isValid(name));
  }
}
