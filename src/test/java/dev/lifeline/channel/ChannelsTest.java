package dev.lifeline.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.connection.OutboundMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelsTest {

  private final Channels channels = new Channels(Runnable::run);
  private final List<OutboundMessage> toA = new ArrayList<>();
  private final List<OutboundMessage> toB = new ArrayList<>();
  private final Channels.Subscriber a = toA::add;
  private final Channels.Subscriber b = toB::add;
  private final OutboundMessage hi = OutboundMessage.text("hi");

  @Test
  void aMessageReachesEverySubscriberOfItsChannelAlone() {
    channels.subscribe("x", a);
    channels.subscribe("x", a);
    channels.subscribe("y", b);
    channels.publish("x", hi);
    assertEquals(List.of(hi), toA);
    assertEquals(List.of(), toB);
  }

  @Test
  void whoHasLeftHearsNothing() {
    channels.subscribe("x", a);
    channels.subscribe("x", b);
    channels.unsubscribe("x", a);
    channels.publish("x", hi);
    assertEquals(List.of(), toA);
    assertEquals(List.of(hi), toB);
  }

  @Test
  void aChannelGoesWithItsLastSubscriber() {
    channels.subscribe("x", a);
    assertEquals(1, channels.size());
    channels.unsubscribe("x", a);
    channels.unsubscribe("x", a);
    channels.publish("x", hi);
    assertEquals(0, channels.size());
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
