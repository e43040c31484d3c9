package dev.lifeline.client.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.client.ClientState;
import dev.lifeline.protocol.Position;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of what is published, over all connections. */
class PublishesTest {

  private static final int WINDOW = 64;
  private static final String UNKNOWN =
      "OutcomeUnknownException: the server has forgotten the session";

  @Test
  void eachIsNumberedOverAllChannelsAndAnsweredWithItsPosition() {
    Script script = Script.welcomed();
    CompletionStage<Position> one = script.client.channel("room").publish("one");
    CompletionStage<Position> two = script.client.channel("other").publish("two");
    assertEquals(
        List.of(
            Script.publish(1, "one"), "{'type':'publish','channel':'other','seq':2,'text':'two'}"),
        script.said());
    assertEquals("pending", Script.outcome(one));
    script.hears(
        Script.ack(1, 8), "{'type':'ack','seq':2,'channel':'other','epoch':'e2','offset':1}");
    assertEquals("e1@8", Script.outcome(one));
    assertEquals("e2@1", Script.outcome(two));
  }

  @Test
  void bytesAreCopiedAndSentAsBase64() {
    Script script = Script.welcomed();
    script.client.channel("room").publish(Script.bytes(1, 2));
    assertEquals(
        List.of("{'type':'publish','channel':'room','seq':1,'binary':'AQI='}"), script.said());
  }

  @Test
  void aRefusalFailsThatOneAndUsesItsNumber() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    CompletionStage<Position> one = room.publish("one");
    script.hears("{'type':'refused','seq':1,'channel':'room','reason':'vetoed'}");
    assertEquals("RefusedException: room: vetoed", Script.outcome(one));
    script.said();
    room.publish("two");
    assertEquals(List.of(Script.publish(2, "two")), script.said());
  }

  @Test
  void anAckWithoutAPositionSaysThatItIsStored() {
    Script script = Script.welcomed();
    CompletionStage<Position> one = script.client.channel("room").publish("one");
    script.hears("{'type':'ack','seq':1}");
    assertEquals("stored somewhere", Script.outcome(one));
  }

  @Test
  void noMoreThanTheWindowIsWithoutAnAnswer() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    IntStream.rangeClosed(1, WINDOW + 2).forEach(i -> room.publish("m" + i));
    assertEquals(WINDOW, script.said().size());
    script.hears(Script.ack(1, 1));
    assertEquals(List.of(Script.publish(65, "m65")), script.said());
    script.hears(Script.ack(2, 2));
    assertEquals(List.of(Script.publish(66, "m66")), script.said());
  }

  @Test
  void whatWaitsIsBoundedInMessagesAndInBytes() {
    Script script = Script.started(options -> options.queue(2, 10));
    Channel room = script.client.channel("room");
    CompletionStage<Position> tooLong = room.publish("eleven char");
    room.publish("1234");
    CompletionStage<Position> tooMuch = room.publish("1234567");
    room.publish("123456");
    CompletionStage<Position> tooMany = room.publish("");
    for (CompletionStage<Position> refused : List.of(tooLong, tooMuch, tooMany)) {
      assertEquals(
          "QueueFullException: more is waiting than queue.maxMessages 2 and queue.maxBytes 10"
              + " allow",
          Script.outcome(refused));
    }
    script.below().open();
    script.said();
    script.hears(Script.welcome("s1", false, 0));
    assertEquals(List.of(Script.publish(1, "1234"), Script.publish(2, "123456")), script.said());
    CompletionStage<Position> alone = room.publish("longer than all that may wait");
    assertEquals("pending", Script.outcome(alone));
    assertEquals(1, script.said().size());
  }

  @Test
  void whatWasSentIsCountedNoMoreAndABreakCountsItNotAgain() {
    Script script = Script.welcomed(options -> options.queue(2, 10));
    Channel room = script.client.channel("room");
    for (int i = 1; i <= 5; i++) {
      room.publish("m" + i);
    }
    assertEquals(5, script.said().size());
    script.reopens();
    room.publish("m6");
    room.publish("m7");
    assertTrue(Script.outcome(room.publish("m8")).startsWith("QueueFullException"));
    script.said();
    script.hears(Script.welcome("s1", true, 5));
    assertEquals(7, script.said().size());
    room.publish("m8");
    assertEquals(List.of(Script.publish(8, "m8")), script.said());
  }

  @Test
  void aResumedSessionGetsAllThatIsUnansweredAgainThenTheNewThenTheSubscriptions() {
    Script script = Script.welcomed();
    Channel room = script.hearing("room", 7);
    CompletionStage<Position> one = room.publish("one");
    CompletionStage<Position> two = room.publish("two");
    CompletionStage<Position> three = room.publish("three");
    script.hears(Script.ack(1, 8));
    script.reopens();
    CompletionStage<Position> four = room.publish("four");
    script.said();
    script.hears(Script.welcome("s1", true, 2));
    assertEquals(
        List.of(
            Script.publish(2, "two"),
            Script.publish(3, "three"),
            Script.publish(4, "four"),
            "{'type':'subscribe','channel':'room','epoch':'e1','offset':7}"),
        script.said());
    script.hears(Script.ack(2, 9), Script.ack(3, 10), Script.ack(4, 11));
    assertEquals(
        List.of("e1@8", "e1@9", "e1@10", "e1@11"),
        List.of(
            Script.outcome(one), Script.outcome(two), Script.outcome(three), Script.outcome(four)));
  }

  @Test
  void aNewSessionNeverGetsWhatTheLastMayHave() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    CompletionStage<Position> one = room.publish("one");
    CompletionStage<Position> two = room.publish("two");
    script.hears(Script.ack(1, 8));
    script.reopens();
    CompletionStage<Position> three = room.publish("three");
    script.said();
    script.hears(Script.welcome("s2", false, 0));
    assertEquals(List.of(Script.publish(1, "three")), script.said());
    assertEquals("e1@8", Script.outcome(one));
    assertEquals(UNKNOWN, Script.outcome(two));
    script.hears(Script.ack(1, 20));
    assertEquals("e1@20", Script.outcome(three));
  }

  @Test
  void whatTheLostConnectionHadNotBegunToSendIsNotInDoubt() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    CompletionStage<Position> left = room.publish("left");
    script.below().hold();
    CompletionStage<Position> held = room.publish("held");
    script.reopens();
    script.said();
    script.hears(Script.welcome("s2", false, 0));
    assertEquals(UNKNOWN, Script.outcome(left));
    assertEquals("pending", Script.outcome(held));
    assertEquals(List.of(Script.publish(1, "held")), script.said());
  }

  @Test
  void whatMayHaveArrivedOnceStaysInDoubtWhateverTheNextConnectionDoes() {
    Script script = Script.welcomed();
    CompletionStage<Position> one = script.client.channel("room").publish("one");
    script.reopens();
    script.below().hold();
    script.hears(Script.welcome("s1", true, 1));
    script.reopens();
    script.said();
    script.hears(Script.welcome("s2", false, 0));
    assertEquals(UNKNOWN, Script.outcome(one));
    assertEquals(List.of(), script.said());
  }

  @Test
  void whatTheServerSaysItHasNotIsNotInDoubt() {
    Script script = Script.welcomed();
    CompletionStage<Position> one = script.client.channel("room").publish("one");
    script.reopens();
    script.below().hold();
    script.hears(Script.welcome("s1", true, 0));
    script.reopens();
    script.said();
    script.hears(Script.welcome("s2", false, 0));
    assertEquals("pending", Script.outcome(one));
    assertEquals(List.of(Script.publish(1, "one")), script.said());
  }

  @Test
  void anAnswerOutOfTurnIsNotBelievedAndAllIsAskedForAgain() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    CompletionStage<Position> one = room.publish("one");
    CompletionStage<Position> two = room.publish("two");
    script.hears(Script.ack(2, 9));
    assertEquals("pending", Script.outcome(one));
    assertEquals("pending", Script.outcome(two));
    script.opensNext();
    script.said();
    script.hears(Script.welcome("s1", true, 2));
    assertEquals(List.of(Script.publish(1, "one"), Script.publish(2, "two")), script.said());
  }

  @Test
  void aServerThatForgotWhatItAnsweredOrHasWhatWasNeverSentBreaksTheProtocol() {
    for (int taken : List.of(0, 3)) {
      Script script = Script.welcomed();
      Channel room = script.client.channel("room");
      room.publish("one");
      CompletionStage<Position> two = room.publish("two");
      script.hears(Script.ack(1, 8));
      script.reopens();
      script.events();
      script.hears(Script.welcome("s1", true, taken));
      assertEquals(
          List.of("failed:bad-message: welcome.seq: not the last that was sent or answered"),
          script.events());
      assertEquals("pending", Script.outcome(two));
      assertEquals(ClientState.WAITING, script.client.status().state());
    }
  }

  @Test
  void aMessageThatIsTooBigForTheServerFailsTheSecondTimeAndHoldsUpNobody() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    CompletionStage<Position> one = room.publish("one");
    CompletionStage<Position> big = room.publish("big");
    CompletionStage<Position> three = room.publish("three");
    tooBig(script, 1);
    assertEquals(
        List.of(Script.publish(1, "one"), Script.publish(2, "big"), Script.publish(3, "three")),
        script.said());
    script.hears(Script.ack(1, 8));
    tooBig(script, 1);
    assertEquals("e1@8", Script.outcome(one));
    assertEquals(
        "IllegalArgumentException: the server does not accept a message as big as this",
        Script.outcome(big));
    assertEquals(List.of(Script.publish(2, "three")), script.said());
    script.hears(Script.ack(2, 9));
    assertEquals("e1@9", Script.outcome(three));
    room.publish("four");
    assertEquals(List.of(Script.publish(3, "four")), script.said());
  }

  @Test
  void twoEndsAsTooBigBlameTwoMessagesEachOfWhichWasNextOnce() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    CompletionStage<Position> one = room.publish("one");
    CompletionStage<Position> two = room.publish("two");
    tooBig(script, 0);
    tooBig(script, 1);
    assertEquals(List.of(Script.publish(1, "one"), Script.publish(2, "two")), script.said());
    assertEquals("pending", Script.outcome(one));
    assertEquals("pending", Script.outcome(two));
  }

  @Test
  void anEndAsTooBigBeforeTheWelcomeBlamesNoMessage() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    CompletionStage<Position> one = room.publish("one");
    script.below().end(1009, "message-too-big");
    script.opensNext();
    tooBig(script, 0);
    assertEquals("pending", Script.outcome(one));
    tooBig(script, 0);
    assertEquals(
        "IllegalArgumentException: the server does not accept a message as big as this",
        Script.outcome(one));
  }

  private static void tooBig(Script script, long taken) {
    script.below().end(1009, "message-too-big");
    script.opensNext();
    script.said();
    script.hears(Script.welcome("s1", true, taken));
  }

  @Test
  void whoWaitsForAnAnswerMayPublishAndTheOrderStays() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    List<String> told = new ArrayList<>();
    room.publish("one")
        .thenAccept(
            position -> {
              told.add(Script.text(position));
              room.publish("after one");
            });
    IntStream.rangeClosed(2, WINDOW + 1).forEach(i -> room.publish("m" + i));
    script.said();
    script.hears(Script.ack(1, 8));
    assertEquals(List.of("e1@8"), told);
    assertEquals(List.of(Script.publish(65, "m65")), script.said());
    script.hears(Script.ack(2, 9));
    assertEquals(List.of(Script.publish(66, "after one")), script.said());
  }

  @Test
  void publishingByTheClientSubscribesToNothing() {
    Script script = Script.welcomed();
    script.client.publish("room", "hi");
    script.client.publish("room", ByteBuffer.wrap(new byte[] {1, 2}));
    assertEquals(
        List.of(
            Script.publish(1, "hi"), "{'type':'publish','channel':'room','seq':2,'binary':'AQI='}"),
        script.said());
    assertThrows(IllegalArgumentException.class, () -> script.client.publish("", "hi"));
  }

  @Test
  void publishingNeedsNoSubscriptionAndNoOpenChannel() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    room.close();
    room.publish("hi");
    assertEquals(List.of(Script.publish(1, "hi")), script.said());
  }

  @Test
  void aTextThatCannotBeEncodedIsRefusedAtOnce() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    assertThrows(IllegalArgumentException.class, () -> room.publish("\ud83d"));
    assertEquals(List.of(), script.said());
  }
}
