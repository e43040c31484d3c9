package dev.lifeline.client.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lifeline.client.ClientState;
import dev.lifeline.protocol.Position;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is heard of a channel: each message once and in order, or the gap. */
class SubscriptionsTest {

  private static final String SUBSCRIBE = "{'type':'subscribe','channel':'room'}";
  private static final String SUBSCRIBE_AT_7 =
      "{'type':'subscribe','channel':'room','epoch':'e1','offset':7}";
  private static final String UNSUBSCRIBE = "{'type':'unsubscribe','channel':'room'}";
  private static final String UNSUBSCRIBED = "{'type':'unsubscribed','channel':'room'}";
  private static final String UNAVAILABLE =
      "{'type':'refused','channel':'room','reason':'unavailable'}";

  @Test
  void aChannelIsHeardFromTheFirstListenerOn() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    assertEquals(List.of(), script.said());
    assertEquals(Optional.empty(), room.position());
    script.listen(room);
    assertEquals(List.of(SUBSCRIBE), script.said());
    script.hears(
        Script.subscribed("room", "e1", 7, ""),
        "{'type':'message','channel':'room','offset':8,'text':'hi','from':'ada'}",
        "{'type':'message','channel':'room','offset':9,'binary':'AQI='}");
    assertEquals(
        List.of("room:subscribed e1@7", "room:message 8 hi from ada", "room:message 9 2 bytes"),
        script.events());
    assertEquals(Optional.of(new Position("e1", 9)), room.position());
  }

  @Test
  void theOptionsAreAskedForAndTheHistoryOnlyUntilThereIsAPosition() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room", options -> options.history(20).presence(true));
    script.listen(room);
    String first = "{'type':'subscribe','channel':'room','history':20,'presence':true}";
    assertEquals(List.of(first), script.said());
    script.reopens();
    script.said();
    script.hears(Script.welcome("s1", true, 0));
    assertEquals(List.of(first), script.said());
    script.hears(Script.subscribed("room", "e1", 7, ",'members':[]"));
    script.reopens();
    script.said();
    script.hears(Script.welcome("s1", true, 0));
    assertEquals(
        List.of("{'type':'subscribe','channel':'room','epoch':'e1','offset':7,'presence':true}"),
        script.said());
  }

  @Test
  void aRepeatIsDropped() {
    Script script = Script.welcomed();
    script.hearing("room", 7);
    script.hears(
        Script.message("room", 7, "seven"),
        Script.message("room", 8, "eight"),
        Script.message("room", 8, "eight"),
        Script.message("room", 1, "one"));
    assertEquals(List.of("room:message 8 eight"), script.events());
  }

  @Test
  void afterABreakItGoesOnFromWhereItWas() {
    Script script = Script.welcomed();
    script.hearing("room", 7);
    script.reopens();
    script.said();
    script.hears(Script.welcome("s1", true, 0));
    assertEquals(List.of(SUBSCRIBE_AT_7), script.said());
    script.events();
    script.hears(
        Script.subscribed("room", "e1", 7, ",'recovered':true,'last':8"),
        Script.message("room", 8, "missed"));
    assertEquals(
        List.of("room:subscribed e1@7 +1", "room:recovered e1@7 +1", "room:message 8 missed"),
        script.events());
  }

  @Test
  void aHistoryIsToldByItsLength() {
    Script script = Script.welcomed();
    script.listen(script.client.channel("room", options -> options.history(3)));
    script.hears(Script.subscribed("room", "e1", 7, ",'last':9"));
    assertEquals(List.of("room:subscribed e1@7 +2"), script.events());
  }

  @Test
  void aNewSessionAsksFromWhereItWasToo() {
    Script script = Script.welcomed();
    script.hearing("room", 7);
    script.reopens();
    script.said();
    script.hears(Script.welcome("s2", false, 0));
    assertEquals(List.of(SUBSCRIBE_AT_7), script.said());
  }

  @Test
  void aGapIsToldBeforeWhatFollowsAndConcernsNoOtherChannel() {
    Script script = Script.welcomed();
    script.hearing("room", 7);
    script.hearing("other", 3);
    script.reopens();
    script.hears(Script.welcome("s1", true, 0));
    script.events();
    script.hears(
        Script.subscribed("room", "e9", 2_050, ",'recovered':false"),
        Script.subscribed("other", "e1", 3, ",'recovered':true"),
        Script.message("room", 2_051, "new"),
        Script.message("other", 4, "missed"));
    assertEquals(
        List.of(
            "room:subscribed e9@2050",
            "room:gap e1@7 e9@2050",
            "other:subscribed e1@3",
            "other:recovered e1@3",
            "room:message 2051 new",
            "other:message 4 missed"),
        script.events());
  }

  @Test
  void aGapInMidStreamIsTold() {
    Script script = Script.welcomed();
    script.hearing("room", 7);
    script.hears(
        Script.message("room", 8, "eight"),
        Script.subscribed("room", "e1", 90, ",'recovered':false"),
        Script.message("room", 91, "new"));
    assertEquals(
        List.of(
            "room:message 8 eight",
            "room:subscribed e1@90",
            "room:gap e1@8 e1@90",
            "room:message 91 new"),
        script.events());
  }

  @Test
  void aHoleIsNotDeliveredAndTheChannelIsAskedForAgainFromBeforeIt() {
    Script script = Script.welcomed();
    script.hearing("room", 7);
    script.hears(Script.message("room", 9, "nine"), Script.message("room", 10, "ten"));
    assertEquals(List.of(), script.events());
    assertEquals(List.of(UNSUBSCRIBE), script.said());
    script.hears(UNSUBSCRIBED);
    assertEquals(List.of(SUBSCRIBE_AT_7), script.said());
    script.hears(
        Script.subscribed("room", "e1", 7, ",'recovered':true"),
        Script.message("room", 8, "eight"),
        Script.message("room", 9, "nine"));
    assertEquals(
        List.of(
            "room:subscribed e1@7",
            "room:recovered e1@7",
            "room:message 8 eight",
            "room:message 9 nine"),
        script.events());
  }

  @Test
  void aHoleAfterAHoleIsWaitedOut() {
    Script script = Script.welcomed();
    script.hearing("room", 7);
    script.hears(
        Script.message("room", 9, "nine"),
        UNSUBSCRIBED,
        Script.subscribed("room", "e1", 7, ",'recovered':true"));
    script.said();
    script.hears(Script.message("room", 9, "nine"), UNSUBSCRIBED);
    assertEquals(List.of(UNSUBSCRIBE), script.said());
    script.below().advance(999);
    assertEquals(List.of(), script.said());
    script.below().advance(1);
    assertEquals(List.of(SUBSCRIBE_AT_7), script.said());
  }

  @Test
  void aRecoveryFromAnotherPositionBreaksTheProtocol() {
    for (String wrong :
        List.of(
            Script.subscribed("room", "e1", 8, ",'recovered':true"),
            Script.subscribed("room", "e2", 7, ",'recovered':true"),
            Script.subscribed("room", "e1", 7, ""))) {
      Script script = Script.welcomed();
      script.hearing("room", 7);
      script.reopens();
      script.hears(Script.welcome("s1", true, 0));
      script.events();
      script.hears(wrong);
      assertEquals(
          List.of("failed:bad-message: subscribed.recovered: another position"), script.events());
      assertEquals(ClientState.WAITING, script.client.status().state());
    }
  }

  @Test
  void aSecondSubscribedWithoutAGapBreaksTheProtocol() {
    Script script = Script.welcomed();
    script.hearing("room", 7);
    script.hears(Script.subscribed("room", "e1", 7, ""));
    assertEquals(List.of("failed:bad-message: subscribed: not asked for"), script.events());
  }

  @Test
  void whatCrossesTheUnsubscribingIsDroppedAndTheNameIsFreeAfterwards() {
    Script script = Script.welcomed();
    Channel before = script.hearing("room", 7);
    before.close();
    assertEquals(List.of(UNSUBSCRIBE), script.said());
    Channel after = script.client.channel("room");
    assertNotSame(before, after);
    script.listen(after);
    assertEquals(List.of(), script.said());
    script.hears(
        Script.message("room", 8, "crossing"),
        Script.subscribed("room", "e1", 90, ",'recovered':false"),
        UNAVAILABLE,
        UNSUBSCRIBED);
    assertEquals(List.of(), script.events());
    assertEquals(List.of(SUBSCRIBE), script.said());
    script.hears(Script.subscribed("room", "e1", 8, ""), Script.message("room", 9, "nine"));
    assertEquals(List.of("room:subscribed e1@8", "room:message 9 nine"), script.events());
  }

  @Test
  void aChannelThatIsClosedWhileItIsAskedForIsLeftToo() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    script.listen(room);
    room.close();
    assertEquals(List.of(SUBSCRIBE, UNSUBSCRIBE), script.said());
    script.hears(Script.subscribed("room", "e1", 7, ""), Script.message("room", 8, "hi"));
    assertEquals(List.of(), script.events());
  }

  @Test
  void aChannelThatIsClosedDuringABreakIsNotAskedForAgain() {
    Script script = Script.welcomed();
    Channel room = script.hearing("room", 7);
    script.reopens();
    room.close();
    script.said();
    script.hears(Script.welcome("s1", true, 0));
    assertEquals(List.of(), script.said());
  }

  @Test
  void aBreakBetweenUnsubscribeAndItsAnswerFreesTheName() {
    Script script = Script.welcomed();
    script.hearing("room", 7).close();
    script.listen(script.client.channel("room"));
    script.reopens();
    script.said();
    script.hears(Script.welcome("s1", true, 0));
    assertEquals(List.of(SUBSCRIBE), script.said());
  }

  @Test
  void aNameGivesTheSameChannelWhileItIsOpen() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    assertSame(room, script.client.channel("room", options -> options.history(5)));
    room.close();
    assertFalse(room.isOpen());
    assertThrows(IllegalStateException.class, () -> room.listen(new ChannelListener() {}));
    assertNotSame(room, script.client.channel("room"));
  }

  @Test
  void aRefusalIsToldAndClosesTheChannel() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    script.listen(room);
    script.said();
    script.hears("{'type':'refused','channel':'room','reason':'forbidden'}");
    assertEquals(List.of("room:refused forbidden"), script.events());
    assertFalse(room.isOpen());
    script.reopens();
    script.said();
    script.hears(Script.welcome("s1", true, 0));
    assertEquals(List.of(), script.said());
    Channel again = script.client.channel("room");
    script.listen(again);
    assertEquals(List.of(SUBSCRIBE), script.said());
  }

  @Test
  void whatIsUnavailableIsAskedForAgainWithGrowingDelays() {
    Script script = Script.welcomed();
    Channel room = script.hearing("room", 7);
    for (int delay : List.of(500, 1_000, 2_000, 4_000, 5_000, 5_000)) {
      script.hears(UNAVAILABLE);
      assertEquals(List.of("room:refused unavailable"), script.events());
      script.below().advance(delay - 1);
      assertEquals(List.of(), script.said());
      script.below().advance(1);
      assertEquals(List.of(SUBSCRIBE_AT_7), script.said());
    }
    script.hears(
        Script.subscribed("room", "e1", 7, ",'recovered':true"),
        Script.message("room", 8, "eight"),
        UNAVAILABLE);
    script.below().advance(500);
    assertEquals(
        List.of("{'type':'subscribe','channel':'room','epoch':'e1','offset':8}"), script.said());
    assertEquals(Optional.of(new Position("e1", 8)), room.position());
  }

  @Test
  void aWaitForWhatIsUnavailableEndsWithItsConnection() {
    Script script = Script.welcomed();
    script.hearing("room", 7);
    script.hears(UNAVAILABLE);
    script.reopens();
    script.said();
    script.hears(Script.welcome("s1", true, 0));
    assertEquals(List.of(SUBSCRIBE_AT_7), script.said());
    script.below().advance(60_000);
    assertEquals(List.of(), script.said());
  }

  @Test
  void theMembersAreKnownAndTheirChangesTold() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room", options -> options.presence(true));
    script.listen(room);
    script.hears(Script.subscribed("room", "e1", 7, ",'members':" + members("a", "b")));
    assertEquals(List.of("room:subscribed e1@7", "room:presence +[a, b] -[]"), script.events());
    script.hears(presence(members("c", "a"), members("b", "nobody")));
    assertEquals(List.of("room:presence +[c] -[b]"), script.events());
    assertEquals(List.of("a", "c"), ChannelRecorder.names(room.members()));
    script.hears(presence(members("a"), members()));
    assertEquals(List.of(), script.events());
  }

  @Test
  void afterABreakTheDifferenceOfTheMembersIsTold() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room", options -> options.presence(true));
    script.listen(room);
    script.hears(Script.subscribed("room", "e1", 7, ",'members':" + members("a", "b")));
    script.reopens();
    assertEquals(List.of("a", "b"), ChannelRecorder.names(room.members()));
    script.hears(Script.welcome("s1", true, 0));
    script.events();
    script.hears(
        Script.subscribed("room", "e1", 7, ",'recovered':true,'members':" + members("b", "c")));
    assertEquals(
        List.of("room:subscribed e1@7", "room:recovered e1@7", "room:presence +[c] -[a]"),
        script.events());
  }

  @Test
  void aSecondListenerHearsWhatComesFromThenOnAndOneThatFailsHarmsNobody() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room");
    room.listen(
        new ChannelListener() {
          @Override
          public void message(Channel channel, ChannelMessage message) {
            throw new IllegalStateException("the listener's own fault, logged");
          }
        });
    script.hears(Script.subscribed("room", "e1", 7, ""));
    script.listen(room);
    assertEquals(List.of(SUBSCRIBE), script.said());
    script.hears(Script.message("room", 8, "hi"));
    assertEquals(List.of("room:message 8 hi"), script.events());
  }

  @Test
  void aListenerThatClosesItsChannelIsToldNothingMore() {
    Script script = Script.welcomed();
    Channel room = script.client.channel("room", options -> options.presence(true));
    room.listen(
        new ChannelListener() {
          @Override
          public void subscribed(Channel channel, Position position, long count) {
            channel.close();
          }
        });
    script.listen(room);
    script.said();
    script.hears(Script.subscribed("room", "e1", 7, ",'members':" + members("a")));
    assertEquals(List.of(), script.events());
    assertEquals(List.of(UNSUBSCRIBE), script.said());
  }

  private static String presence(String joined, String left) {
    return "{'type':'presence','channel':'room','joined':" + joined + ",'left':" + left + "}";
  }

  private static String members(String... sessions) {
    return List.of(sessions).stream()
        .map(session -> "{'session':'" + session + "'}")
        .toList()
        .toString();
  }
}
