package dev.lifeline.client.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.client.ClientState;
import dev.lifeline.protocol.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a client is welcomed, resumed and ended. */
class SessionTest {

  private static final int GOODBYE = 2_000;
  private static final int MINUTE = 60_000;

  @Test
  void itSaysHelloFirstAndNothingElseBeforeTheWelcome() {
    Script script = Script.started(options -> options.name("Ada"));
    Channel room = script.client.channel("room");
    room.listen(new ChannelListener() {});
    room.publish("hi");
    script.below().open();
    assertEquals(List.of("{'type':'hello','name':'Ada'}"), script.said());
    assertFalse(script.client.isWelcomed());
    script.hears(Script.welcome("s1", false, 0));
    assertTrue(script.client.isWelcomed());
    assertEquals(List.of("welcomed:new"), script.events());
    assertEquals(
        List.of(Script.publish(1, "hi"), "{'type':'subscribe','channel':'room'}"), script.said());
  }

  @Test
  void theNextConnectionResumesTheSession() {
    Script script = Script.welcomed();
    script.reopens();
    assertFalse(script.client.isWelcomed());
    assertEquals(List.of("{'type':'hello','session':'s1'}"), script.said());
    script.events();
    script.hears(Script.welcome("s1", true, 0));
    assertEquals(List.of("welcomed:resumed"), script.events());
  }

  @Test
  void aForgottenSessionIsReplacedByTheNewOne() {
    Script script = Script.welcomed();
    script.reopens();
    script.hears(Script.welcome("s2", false, 0));
    script.reopens();
    assertEquals(List.of("{'type':'hello','session':'s2'}"), script.said());
  }

  @Test
  void aConnectionThatEndsBeforeTheWelcomeForgetsNothing() {
    Script script = Script.welcomed();
    script.reopens();
    script.reopens();
    assertEquals(List.of("{'type':'hello','session':'s1'}"), script.said());
  }

  @Test
  void theWelcomeTellsWhoTheClientIsAndForHowLong() {
    List<Welcome> welcomes = new ArrayList<>();
    Script script =
        Script.opened(
            options ->
                options.listener(
                    new ChannelClientListener() {
                      @Override
                      public void welcomed(ChannelClient client, Welcome welcome) {
                        welcomes.add(welcome);
                      }
                    }));
    String welcome = Script.welcome("s1", false, 0);
    script.hears(welcome.replace("}", ",'identity':'ada','expiresIn':60000}"));
    assertEquals(List.of(new Welcome(false, "ada", Duration.ofMinutes(1))), welcomes);
  }

  @Test
  void aTokenIsAskedForOnEveryConnection() {
    Script script = Script.opened(options -> options.token(CompletableFuture::new));
    assertEquals(List.of(), script.said());
    script.below().answer("t1", null);
    assertEquals(List.of("{'type':'hello','token':'t1'}"), script.said());
    script.hears(Script.welcome("s1", false, 0));
    script.reopens();
    script.below().answer("t2", null);
    assertEquals(List.of("{'type':'hello','session':'s1','token':'t2'}"), script.said());
  }

  @Test
  void aTokenThatComesAfterTheEndOfItsConnectionIsNotUsedOnTheNext() {
    Script script = Script.opened(options -> options.token(CompletableFuture::new));
    script.reopens();
    assertEquals(2, script.below().questions());
    script.below().answer("late", null);
    assertEquals(List.of(), script.said());
    script.below().answer("fresh", null);
    assertEquals(List.of("{'type':'hello','token':'fresh'}"), script.said());
  }

  @Test
  void withoutATokenNoHelloIsSaidAndTheConnectionIsReplacedInTime() {
    Script script = Script.opened(options -> options.token(CompletableFuture::new));
    script.below().answer(null, new IOException("nobody there"));
    assertEquals(List.of("failed:no token"), script.events());
    script.below().advance(Script.CONNECT_TIMEOUT - 1);
    assertEquals(1, script.below().connections());
    script.below().advance(1);
    assertEquals(ClientState.WAITING, script.client.status().state());
  }

  @Test
  void aTokenThatTheProtocolDoesNotAllowIsNone() {
    Script script = Script.opened(options -> options.token(CompletableFuture::new));
    script.below().answer("t".repeat(8_193), null);
    assertEquals(List.of(), script.said());
    assertEquals(List.of("failed:no token"), script.events());
  }

  @Test
  void aWelcomeMayTakeAsLongAsAnAttempt() {
    Script script = Script.opened(options -> {});
    script.below().advance(Script.CONNECT_TIMEOUT - 1);
    script.hears(Script.welcome("s1", false, 0));
    script.below().advance(MINUTE);
    assertTrue(script.client.isWelcomed());
    assertEquals(1, script.below().connections());
  }

  @Test
  void aConnectionWithoutAWelcomeIsReplacedAndNotHeardAnyMore() {
    Script script = Script.opened(options -> {});
    script.below().advance(Script.CONNECT_TIMEOUT);
    assertEquals(List.of("failed:1006 no welcome within 6000 ms"), script.events());
    assertEquals(ClientState.WAITING, script.client.status().state());
    script.opensNext();
    assertEquals(2, script.below().connections());
    script.below().hearOn(0, Script.welcome("s1", false, 0).replace('\'', '"'));
    assertFalse(script.client.isWelcomed());
    assertEquals(List.of("{'type':'hello'}"), script.said());
  }

  @Test
  void aServerThatAcceptsAndNeverWelcomesHasFailedAndTheNextHasItsTurn() {
    Script script = Script.opened(options -> {}, "ws://a/channels/any", "ws://b/channels/any");
    script.below().advance(Script.CONNECT_TIMEOUT);
    script.opensNext();
    assertEquals("ws://b/channels/any", script.below().url());
    script.hears(Script.welcome("s1", false, 0));
    assertTrue(script.client.isWelcomed());
  }

  @Test
  void aServerThatBreaksTheProtocolHasFailedAndTheNextHasItsTurn() {
    Script script = Script.opened(options -> {}, "ws://a/channels/any", "ws://b/channels/any");
    script.hears("{");
    script.opensNext();
    assertEquals("ws://b/channels/any", script.below().url());
  }

  @Test
  void whereNoServerEverWelcomesTheRetriesAreUsedUp() {
    Script script = Script.opened(options -> options.reconnect(r -> r.maxRetries(2)));
    for (int delay : List.of(500, 1_000)) {
      script.below().advance(Script.CONNECT_TIMEOUT);
      assertEquals(Duration.ofMillis(delay), script.client.untilRetry().orElseThrow());
      script.opensNext();
    }
    script.events();
    script.below().advance(Script.CONNECT_TIMEOUT);
    assertEquals(
        List.of("failed:1006 gave up after 2 retries", "closed:1006:gave up after 2 retries"),
        script.events());
    assertEquals(0, script.below().timers());
  }

  @Test
  void ofTwoServersOneMayBreakTheProtocolEachTimeItIsTriedWhileTheOtherServes() {
    Script script = Script.opened(options -> {}, "ws://a/channels/any", "ws://b/channels/any");
    for (int i = 0; i < 5; i++) {
      script.hears("{");
      script.opensNext();
      assertEquals("ws://b/channels/any", script.below().url());
      script.hears(Script.welcome("s" + i, false, 0));
      script.below().advance(29_500);
      assertEquals("ws://a/channels/any", script.below().url());
      script.below().open();
    }
    assertEquals(ClientState.OPEN, script.client.status().state());
  }

  @Test
  void twoServersThatBreakTheProtocolAreLeftForGoodTheThirdTimeWithinAMinute() {
    Script script = Script.opened(options -> {}, "ws://a/channels/any", "ws://b/channels/any");
    for (String url : List.of("ws://a/channels/any", "ws://b/channels/any")) {
      assertEquals(url, script.below().url());
      script.hears("{");
      script.opensNext();
    }
    script.events();
    script.hears("{");
    assertEquals(ClientState.CLOSED, script.client.status().state());
    assertEquals(0, script.below().timers());
  }

  @Test
  void whatExpiresIsRenewedOnTheSameConnection() {
    Script script = Script.opened(options -> options.token(CompletableFuture::new));
    script.below().answer("t1", null);
    script.hears(Script.welcome("s1", false, 0));
    script.hearing("room", 7);
    script.hears("{'type':'expiring','in':60000}");
    assertEquals(List.of("expiring:60000"), script.events());
    script.below().answer("t2", null);
    assertEquals(List.of("{'type':'authenticate','token':'t2'}"), script.said());
    script.hears(Script.welcome("s1", true, 0));
    assertEquals(List.of("welcomed:resumed"), script.events());
    assertEquals(List.of(), script.said());
    assertEquals(1, script.below().connections());
  }

  @Test
  void withoutAProviderAnExpiryIsOnlyTold() {
    Script script = Script.welcomed();
    script.hears("{'type':'expiring','in':60000}");
    assertEquals(List.of("expiring:60000"), script.events());
    assertEquals(List.of(), script.said());
  }

  @Test
  void aRenewalThatCrossesTheExpiryIsFollowedByAHelloWithANewToken() {
    Script script = Script.opened(options -> options.token(CompletableFuture::new));
    script.below().answer("t1", null);
    script.hears(Script.welcome("s1", false, 0), "{'type':'expiring','in':60000}");
    script.below().answer("t2", null);
    script.below().end(4010, "expired");
    script.opensNext();
    script.below().answer("t3", null);
    assertEquals(List.of("{'type':'hello','session':'s1','token':'t3'}"), script.said());
    script.hears(Script.welcome("s1", true, 0));
    assertTrue(script.client.isWelcomed());
  }

  @Test
  void aDrainAndAnErrorAreToldAndNothingElse() {
    Script script = Script.welcomed();
    script.hears("{'type':'draining','retryIn':3400}", "{'type':'error','reason':'unavailable'}");
    assertEquals(List.of("draining:3400", "error:unavailable"), script.events());
    assertEquals(List.of(), script.said());
    assertTrue(script.client.isWelcomed());
  }

  @Test
  void aDrainedClientComesBackWhenItWasAskedTo() {
    Script script = Script.welcomed();
    script.below().end(1012, "retry in 3400 ms");
    assertEquals(Duration.ofMillis(3_400), script.client.untilRetry().orElseThrow());
  }

  @Test
  void whatTheClientDoesNotKnowIsPassedOver() {
    Script script = Script.welcomed();
    script.hears("", "a beat", "{'type':'news','of':['tomorrow']}");
    script.hears("{'type':'draining','retryIn':1,'why':{'a':[1.5,null]}}");
    assertEquals(List.of("draining:1"), script.events());
    assertEquals(1, script.below().connections());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{}",
        "{'type':7}",
        "{'type':'message','channel':'room'}",
        "{'type':'ack','seq':1}",
        "{'type':'refused','seq':1,'channel':'room','reason':'forbidden'}",
        "{'type':'refused','channel':'room','reason':'because'}",
        "{'type':'unsubscribed','channel':'room'}",
        "{'type':'welcome','session':'s1','resumed':true,'seq':0,'window':64,'interval':1,"
            + "'timeout':2,'resumeWindow':3}",
      })
  void aServerThatBreaksTheProtocolIsLeftForAnotherConnectionOnce(String broken) {
    Script script = Script.welcomed();
    script.hears(broken);
    assertEquals(ClientState.WAITING, script.client.status().state());
    assertEquals(1, script.events().size());
    script.opensNext();
    assertEquals(List.of("{'type':'hello','session':'s1'}"), script.said());
    script.hears(Script.welcome("s1", true, 0));
    script.events();
    script.hears(broken);
    assertEquals(2, script.below().connections());
    assertEquals(ClientState.CLOSED, script.client.status().state());
    String last = script.events().get(1);
    assertTrue(last.startsWith("closed:3002:bad-message: "), last);
    assertEquals(0, script.below().timers());
  }

  @Test
  void aServerThatBreaksTheProtocolOnceAMinuteIsForgiven() {
    Script script = Script.welcomed();
    for (int connections = 2; connections < 5; connections++) {
      script.hears("{");
      script.opensNext();
      assertEquals(connections, script.below().connections());
      script.hears(Script.welcome("s1", true, 0));
      script.below().advance(MINUTE);
    }
    assertTrue(script.client.isWelcomed());
  }

  @Test
  void aBinaryMessageBreaksTheProtocol() {
    Script script = Script.welcomed();
    script.below().hear(Script.bytes(1));
    assertEquals(List.of("failed:bad-message: binary messages are not allowed"), script.events());
    assertEquals(ClientState.WAITING, script.client.status().state());
  }

  @Test
  void whatComesBeforeTheWelcomeBreaksTheProtocol() {
    Script script = Script.opened(options -> {});
    script.hears(Script.message("room", 1, "hi"));
    assertEquals(List.of("failed:bad-message: message: before the welcome"), script.events());
  }

  @Test
  void aWelcomeAsSomebodyElseBreaksTheProtocol() {
    Script script = Script.welcomed();
    script.reopens();
    script.events();
    script.hears(Script.welcome("s9", true, 0));
    assertEquals(List.of("failed:bad-message: welcome: not asked for"), script.events());
  }

  @Test
  void aServerOfAnotherProtocolIsToldNoSecret() {
    Script script = Script.welcomed(options -> options.name("Ada"));
    script.below().choose("");
    script.reopens();
    script.opensNext();
    assertEquals(List.of(), script.below().sentOn(1));
    assertEquals(List.of(), script.below().sentOn(2));
    assertEquals(ClientState.CLOSED, script.client.status().state());
    List<String> events = script.events();
    assertEquals(
        "closed:3002:bad-message: the server has not chosen lifeline.v1",
        events.get(events.size() - 1));
  }

  @Test
  void aCloseSaysByeAndIsOverWithTheAnswer() {
    Script script = Script.welcomed();
    Channel room = script.hearing("room", 0);
    script.client.close();
    assertEquals(List.of("{'type':'bye'}"), script.said());
    assertFalse(room.isOpen());
    script.below().end(1000, "bye");
    assertEquals(List.of("closed:1000:"), script.events());
    assertEquals(ClientState.CLOSED, script.client.status().state());
    assertEquals(1, script.below().connections());
    assertEquals(0, script.below().timers());
  }

  @Test
  void aByeWithoutAnAnswerIsWaitedForTwoSeconds() {
    Script script = Script.welcomed();
    script.client.close();
    script.client.close();
    script.below().advance(GOODBYE - 1);
    assertFalse(script.below().isClosed());
    script.below().advance(1);
    assertTrue(script.below().isClosed());
    assertEquals(List.of("closed:1000:"), script.events());
    assertEquals(0, script.below().timers());
  }

  @Test
  void aCloseBeforeTheWelcomeIsOverAtOnce() {
    Script script = Script.opened(options -> {});
    script.said();
    script.client.close();
    assertEquals(List.of(), script.said());
    assertEquals(List.of("closed:1000:"), script.events());
    assertTrue(script.below().isClosed());
  }

  @Test
  void aCloseBeforeAnyConnectionFailsWhatWaits() {
    Script script = Script.started(options -> {});
    CompletionStage<Position> waiting = script.client.channel("room").publish("never");
    script.client.close();
    assertEquals("IllegalStateException: the client is closed", Script.outcome(waiting));
    assertEquals(List.of("closed:1000:"), script.events());
  }

  @Test
  void anAnswerThatCrossesTheByeStillCounts() {
    Script script = Script.welcomed();
    Channel room = script.hearing("room", 0);
    CompletionStage<Position> one = room.publish("one");
    CompletionStage<Position> two = room.publish("two");
    script.client.close();
    script.hears(
        Script.ack(1, 1), Script.message("room", 1, "one"), "{'type':'expiring','in':9}", "{");
    assertEquals("e1@1", Script.outcome(one));
    script.below().end(1000, "bye");
    assertEquals(
        "OutcomeUnknownException: the client was closed before the answer", Script.outcome(two));
    assertEquals(List.of("closed:1000:"), script.events());
  }

  @Test
  void aKickEndsItAllAndSaysWhy() {
    Script script = Script.welcomed();
    Channel room = script.hearing("room", 0);
    CompletionStage<Position> unanswered = room.publish("hi");
    script.below().end(4403, "kicked");
    assertEquals(List.of("closed:4403:kicked"), script.events());
    assertEquals(
        "OutcomeUnknownException: the client was closed before the answer",
        Script.outcome(unanswered));
    assertEquals(
        "IllegalStateException: the client is closed", Script.outcome(room.publish("late")));
    assertFalse(room.isOpen());
    Channel again = script.client.channel("room");
    assertNotSame(room, again);
    assertThrows(IllegalStateException.class, () -> again.listen(new ChannelListener() {}));
    assertEquals(0, script.below().timers());
  }

  @Test
  void aListenerMayCallAnything() {
    List<String> told = new ArrayList<>();
    Script script =
        Script.opened(
            options ->
                options.listener(
                    new ChannelClientListener() {
                      @Override
                      public void welcomed(ChannelClient client, Welcome welcome) {
                        client.channel("room").publish("from within");
                        client.close();
                        throw new IllegalStateException("the listener's own fault, logged");
                      }

                      @Override
                      public void closed(ChannelClient client, int code, String reason) {
                        told.add("closed");
                      }
                    }));
    script.said();
    script.hears(Script.welcome("s1", false, 0));
    assertEquals(List.of(Script.publish(1, "from within"), "{'type':'bye'}"), script.said());
    script.below().end(1000, "bye");
    assertEquals(List.of("closed"), told);
  }

  @Test
  void aNameThatTheProtocolDoesNotAllowIsRefusedAtOnce() {
    ChannelClientBuilder builder = ChannelClient.builder();
    assertThrows(IllegalArgumentException.class, () -> builder.name(""));
    assertThrows(IllegalArgumentException.class, () -> builder.name("a\nb"));
    assertThrows(IllegalArgumentException.class, () -> builder.name("n".repeat(129)));
    Script script = Script.welcomed();
    assertThrows(IllegalArgumentException.class, () -> script.client.channel(""));
    assertThrows(IllegalArgumentException.class, () -> script.client.channel("c".repeat(129)));
    assertThrows(
        IllegalArgumentException.class,
        () -> script.client.channel("room", options -> options.history(-1)));
  }
}
