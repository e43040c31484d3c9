package dev.lifeline.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.protocol.Codec;
import dev.lifeline.protocol.Payload;
import dev.lifeline.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {

  private final Channels channels =
      new Channels(
          new MemoryChannelStore(
              new FakeTicker(42), new HistoryLimits(10, Duration.ofMinutes(1), 1 << 20)),
          new Codec(),
          Runnable::run);
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
