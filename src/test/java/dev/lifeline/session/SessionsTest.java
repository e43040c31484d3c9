package dev.lifeline.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.connection.Deadlines;
import dev.lifeline.connection.EndReason;
import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.testing.FakeTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A window of 2 minutes, and at most 3 sessions that wait. */
class SessionsTest {

  private static final Duration WINDOW = Duration.ofMinutes(2);
  private static final Identity ADA = Identity.of("ada");
  private static final Identity NOBODY = Identity.of(null);

  private final FakeTicker ticker = new FakeTicker(Long.MAX_VALUE - 1_000_000);
  private final HeartbeatMonitor monitor = new HeartbeatMonitor(ticker);
  private final List<String> ended = new ArrayList<>();
  private final Sessions sessions = sessions(false);
  private final RecordingLink first = new RecordingLink();
  private final RecordingLink second = new RecordingLink();

  @Test
  void aSessionHasASecretThatNobodyGuessesAndANameThatTellsNothingOfIt() {
    ReliableSession one = sessions.open(null, ADA, first).session();
    ReliableSession other = sessions.open(null, ADA, second).session();
    assertTrue(one.id().matches("[\\w-]{22}"), one.id());
    assertNotEquals(one.id(), other.id());
    assertNotEquals(one.member(), other.member());
    assertFalse(one.id().contains(one.member().session()));
    assertEquals("ada", one.member().identity());
  }

  @Test
  void aSessionIsResumedUntilItsWindowIsOverAndNotLonger() {
    ReliableSession session = sessions.open(null, ADA, first).session();
    sessions.detach(session, first);
    pass(WINDOW.minusMillis(10));
    Sessions.Opened resumed = sessions.open(session.id(), ADA, second);
    assertTrue(resumed.resumed());
    assertSame(session, resumed.session());
    sessions.detach(session, second);
    pass(WINDOW);
    assertEquals(List.of("ada"), ended);
    assertEquals(0, sessions.size());
    assertFalse(sessions.open(session.id(), ADA, first).resumed());
  }

  @Test
  void aSessionThatIsAttachedStaysHoweverLong() {
    ReliableSession session = sessions.open(null, ADA, first).session();
    sessions.detach(session, first);
    pass(WINDOW.dividedBy(2));
    sessions.open(session.id(), ADA, second);
    pass(WINDOW.multipliedBy(3));
    assertTrue(session.isAttached());
    assertEquals(List.of(), ended);
  }

  @Test
  void theIdentityHasToBeTheSameAndTheOtherLearnsNothing() {
    ReliableSession session = sessions.open(null, ADA, first).session();
    Sessions.Opened stolen = sessions.open(session.id(), Identity.of("eve"), second);
    assertFalse(stolen.resumed());
    assertNotEquals(session.id(), stolen.session().id());
    assertFalse(sessions.open(session.id(), NOBODY, second).resumed());
    assertTrue(session.isAttached());
    assertEquals(List.of(), first.told);
    assertFalse(sessions.open("unknown", ADA, second).resumed());
  }

  @Test
  void aSessionThatIsResumedBeforeItsBreakIsNoticedEndsTheFirstLink() {
    ReliableSession session = sessions.open(null, ADA, first).session();
    assertTrue(sessions.open(session.id(), ADA, second).resumed());
    assertEquals(List.of("end RESUMED_ELSEWHERE"), first.told);
    assertEquals(List.of(), second.told);
    sessions.detach(session, first);
    assertTrue(session.isAttached(), "the first link's end is no business of its any more");
    pass(WINDOW);
    assertEquals(1, sessions.size());
  }

  @Test
  void oneMoreThatWaitsEndsTheOneThatHasWaitedForLongest() {
    List<ReliableSession> waiting = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ReliableSession session = sessions.open(null, Identity.of("n" + i), first).session();
      waiting.add(session);
      sessions.detach(session, first);
    }
    assertEquals(List.of("n0"), ended);
    assertEquals(3, sessions.size());
    assertFalse(sessions.open(waiting.get(0).id(), Identity.of("n0"), first).resumed());
    assertTrue(sessions.open(waiting.get(1).id(), Identity.of("n1"), first).resumed());
    sessions.detach(sessions.open(null, Identity.of("n5"), second).session(), second);
    assertEquals(List.of("n0"), ended, "one was resumed and waits no more");
  }

  @Test
  void withSingleLoginASecondSessionEndsTheFirstAndItsWaitingOnesToo() {
    Sessions single = sessions(true);
    ReliableSession waiting = single.open(null, ADA, first).session();
    single.detach(waiting, first);
    single.open(null, ADA, first);
    assertEquals(List.of("ada"), ended);
    ReliableSession last = single.open(null, ADA, second).session();
    assertEquals(List.of("end KICKED"), first.told);
    assertEquals(List.of(last), single.all());
    single.detach(last, second);
    assertTrue(single.open(last.id(), ADA, second).resumed(), "its own return is no second login");
    assertEquals(List.of(), second.told);
  }

  @Test
  void singleLoginIsOnlyForThoseWhoHaveAName() {
    Sessions single = sessions(true);
    single.open(null, NOBODY, first);
    single.open(null, NOBODY, second);
    assertEquals(2, single.size());
    assertEquals(List.of(), first.told);
  }

  @Test
  void whoIsKickedIsEndedAndCannotResume() {
    ReliableSession session = sessions.open(null, ADA, first).session();
    sessions.open(null, Identity.of("bob"), second);
    assertEquals(1, sessions.kick("ada"));
    assertEquals(List.of("end KICKED"), first.told);
    assertEquals(List.of(), second.told);
    assertEquals(0, sessions.kick("ada"));
    sessions.detach(session, first);
    assertFalse(sessions.open(session.id(), ADA, first).resumed());
    assertEquals(List.of("ada"), ended, "told once");
  }

  @Test
  void whoWasKickedIsKnownAsSuchForTheWindowAndNotLonger() {
    ReliableSession kicked = sessions.open(null, ADA, first).session();
    ReliableSession other = sessions.open(null, Identity.of("bob"), second).session();
    sessions.kick("ada");
    sessions.end(other, EndReason.BYE);
    assertTrue(sessions.wasKicked(kicked.id()));
    assertFalse(sessions.wasKicked(other.id()));
    assertFalse(sessions.wasKicked(null));
    pass(WINDOW.minus(HeartbeatMonitor.TICK.multipliedBy(2)));
    assertTrue(sessions.wasKicked(kicked.id()));
    pass(HeartbeatMonitor.TICK.multipliedBy(4));
    assertFalse(sessions.wasKicked(kicked.id()));
  }

  @Test
  void ofTooManyThatWereKickedTheFirstIsForgotten() {
    List<String> secrets = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      secrets.add(sessions.open(null, Identity.of("n" + i), first).session().id());
      sessions.kick("n" + i);
    }
    assertEquals(
        List.of(false, true, true, true), secrets.stream().map(sessions::wasKicked).toList());
  }

  @Test
  void oneSessionOfManyCanBeKickedByItsPublicName() {
    ReliableSession session = sessions.open(null, ADA, first).session();
    sessions.open(null, ADA, second);
    assertTrue(sessions.kickSession(session.member().session()));
    assertFalse(sessions.kickSession(session.member().session()));
    assertFalse(sessions.kickSession(session.id()), "the secret is no name");
    assertEquals(List.of("end KICKED"), first.told);
    assertEquals(List.of(), second.told);
  }

  @Test
  void whoSaysGoodbyeIsForgottenAtOnce() {
    ReliableSession session = sessions.open(null, ADA, first).session();
    assertTrue(sessions.end(session, EndReason.BYE));
    assertEquals(List.of("end BYE"), first.told);
    assertEquals(0, sessions.size());
    assertFalse(sessions.end(session, EndReason.BYE));
  }

  private Sessions sessions(boolean single) {
    Publisher nothing =
        (identity, channel, payload) -> CompletableFuture.failedStage(new AssertionError());
    return new Sessions(
        new SessionLimits(WINDOW, 3, single),
        new Deadlines(monitor, Runnable::run),
        nothing,
        Runnable::run,
        session -> ended.add(session.identity().name()));
  }

  /** Ticks as the executor would. */
  private void pass(Duration time) {
    for (long left = time.toMillis(); left > 0; left -= HeartbeatMonitor.TICK.toMillis()) {
      ticker.advance(HeartbeatMonitor.TICK);
      monitor.advance();
    }
  }
}
