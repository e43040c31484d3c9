package dev.lifeline.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lifeline.protocol.BadMessageException;
import dev.lifeline.protocol.ClientMessage.Publish;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import dev.lifeline.protocol.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A session whose store answers when it is told to. */
class PublishesTest {

  private final List<String> stored = new ArrayList<>();
  private final Queue<CompletableFuture<Publisher.Result>> pending = new ArrayDeque<>();
  private final ReliableSession session =
      new ReliableSession(
          "secret",
          "name",
          Identity.of("ada"),
          (identity, channel, payload) -> {
            stored.add(((Payload.Text) payload).text());
            CompletableFuture<Publisher.Result> result = new CompletableFuture<>();
            pending.add(result);
            return result;
          },
          Runnable::run);
  private final RecordingLink link = new RecordingLink();
  private final RecordingLink next = new RecordingLink();

  PublishesTest() {
    session.attach(link);
  }

  @Test
  void eachIsStoredOnceAndAnsweredWithItsPosition() throws Exception {
    publish(link, 1);
    assertEquals(List.of("m1"), stored);
    assertEquals(List.of(), link.told);
    settle();
    assertEquals(List.of("ack 1 at 1"), link.told);
    assertEquals(1, session.taken());
  }

  @Test
  void answersComeInTheOrderOfTheNumbersWhateverTheStoreDoes() throws Exception {
    publish(link, 1, 2, 3);
    CompletableFuture<Publisher.Result> slow = pending.remove();
    pending.remove().complete(Publisher.Result.refused(Reason.FORBIDDEN));
    settle();
    assertEquals(List.of(), link.told);
    slow.complete(Publisher.Result.stored(new Position("e", 7)));
    assertEquals(List.of("ack 1 at 7", "refused 2 forbidden", "ack 3 at 3"), link.told);
  }

  @Test
  void aRepeatIsAnsweredAgainAndStoredOnce() throws Exception {
    publish(link, 1);
    settle();
    publish(link, 1);
    assertEquals(List.of("m1"), stored);
    assertEquals(List.of("ack 1 at 1", "ack 1 at 1"), link.told);
  }

  @Test
  void aRefusalIsRepeatedToo() throws Exception {
    publish(link, 1);
    pending.remove().complete(Publisher.Result.refused(Reason.VETOED));
    publish(link, 1);
    assertEquals(List.of("refused 1 vetoed", "refused 1 vetoed"), link.told);
  }

  @Test
  void aStoreThatFailsIsARefusalThatTakesItsNumber() throws Exception {
    publish(link, 1);
    pending.remove().completeExceptionally(new IllegalStateException("expected by this test"));
    publish(link, 2);
    settle();
    assertEquals(List.of("refused 1 unavailable", "ack 2 at 2"), link.told);
  }

  @Test
  void aHoleIsABadMessage() throws Exception {
    publish(link, 1);
    assertEquals(
        "bad-message: publish.seq: a hole before it",
        assertThrows(BadMessageException.class, () -> publish(link, 3)).closeText());
    assertThrows(BadMessageException.class, () -> publish(link, Long.MAX_VALUE));
  }

  @Test
  void sixtyFourMayBeUnansweredAndOneMoreIsABadMessage() throws Exception {
    for (int seq = 1; seq <= 64; seq++) {
      publish(link, seq);
    }
    assertThrows(BadMessageException.class, () -> publish(link, 65));
    settle();
    publish(link, 65);
    assertEquals(65, stored.size());
  }

  @Test
  void afterABreakTheRepeatsAreAnsweredInOrderOnTheNewLinkAlone() throws Exception {
    publish(link, 1, 2, 3);
    settle();
    session.attach(next);
    settle();
    publish(next, 2, 3, 4);
    assertEquals(List.of("ack 1 at 1"), link.told);
    assertEquals(List.of("ack 2 at 2"), next.told);
    settle();
    settle();
    assertEquals(List.of("ack 2 at 2", "ack 3 at 3", "ack 4 at 4"), next.told);
    assertEquals(List.of("m1", "m2", "m3", "m4"), stored);
  }

  @Test
  void whatTheNewLinkHasNotAskedForIsNotAnswered() throws Exception {
    publish(link, 1, 2, 3);
    session.attach(next);
    settle();
    settle();
    settle();
    assertEquals(List.of(), next.told);
    publish(next, 3);
    assertEquals(List.of("ack 3 at 3"), next.told);
  }

  @Test
  void everyOneOfTheLastSixtyFourHasItsOutcomeAndTheOneBeforeOnlyAnAck() throws Exception {
    for (int seq = 1; seq <= 65; seq++) {
      publish(link, seq);
      settle();
    }
    session.attach(next);
    publish(next, 1);
    publish(next, 2);
    assertEquals(List.of("ack 1", "ack 2 at 2"), next.told);
    assertEquals(65, stored.size());
  }

  @Test
  void whatComesFromALinkThatItHasNoMoreIsIgnored() throws Exception {
    session.attach(next);
    publish(link, 1);
    assertEquals(List.of(), stored);
    assertEquals(0, session.taken());
    publish(next, 1);
    assertEquals(List.of("m1"), stored);
  }

  private void publish(Link from, long... seqs) throws BadMessageException {
    for (long seq : seqs) {
      session.publish(from, new Publish("room", seq, new Payload.Text("m" + seq)));
    }
  }

  /** Has the oldest that is pending stored, at the offset of its number. */
  private void settle() {
    CompletableFuture<Publisher.Result> oldest = pending.remove();
    int offset = stored.size() - pending.size();
    oldest.complete(Publisher.Result.stored(new Position("e", offset)));
  }
}
