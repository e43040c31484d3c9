package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.FakeSession;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class WriterTest {

  private final FakeSession session = new FakeSession("1");
  private final Writer writer =
      new Writer(
          session.session().getAsyncRemote(), Runnable::run, new Lane(Runnable::run, () -> {}));

  @Test
  void aMessageLeavesAtOnceWhereNothingIsInFlight() {
    OutgoingMessage message = OutgoingMessage.text("one");
    writer.send(message);
    assertEquals(List.of("text one"), session.told);
    assertTrue(message.sent.isDone());
    assertEquals(0, writer.bufferedAmount());
  }

  @Test
  void thereIsOneSendAtATimeAndBeatsGoAheadOfData() {
    session.stall();
    writer.send(OutgoingMessage.text("one"));
    writer.send(OutgoingMessage.text("two"));
    writer.send(OutgoingMessage.binary(ByteBuffer.allocate(4)));
    writer.sendAhead(OutgoingMessage.text("beat"));
    assertEquals(List.of("text one"), session.told);
    assertEquals(3 + 3 + 4 + 4, writer.bufferedAmount());
    session.resume();
    assertEquals(List.of("text one", "text beat", "text two", "binary 4"), session.told);
    assertEquals(0, writer.bufferedAmount());
  }

  @Test
  void aMessageIsSentWhenTheImplementationSaysSo() {
    session.stall();
    OutgoingMessage message = OutgoingMessage.text("one");
    writer.send(message);
    assertFalse(message.sent.isDone());
    session.completeOne();
    assertTrue(message.sent.isDone() && !message.sent.isCompletedExceptionally());
  }

  @Test
  void aStoppedWriterGivesBackWhatItHadNotBegunAndFailsWhatWasInFlight() {
    session.stall();
    OutgoingMessage one = OutgoingMessage.text("one");
    OutgoingMessage two = OutgoingMessage.text("two");
    writer.send(one);
    writer.send(two);
    assertEquals(List.of(two), writer.stop());
    assertTrue(one.sent.isCompletedExceptionally());
    assertFalse(two.sent.isDone());
    session.completeOne();
    assertEquals(List.of("text one"), session.told);
  }

  @Test
  void aFailureStopsItAndKeepsTheRest() {
    session.stall();
    OutgoingMessage one = OutgoingMessage.text("one");
    OutgoingMessage two = OutgoingMessage.text("two");
    OutgoingMessage three = OutgoingMessage.text("three");
    writer.send(one);
    writer.send(two);
    session.failOne();
    writer.send(three);
    assertTrue(one.sent.isCompletedExceptionally());
    assertEquals(List.of("text one"), session.told);
    assertEquals(List.of(two, three), writer.stop());
  }

  @Test
  void aSessionThatThrowsIsAFailure() {
    session.fail();
    OutgoingMessage one = OutgoingMessage.text("one");
    writer.send(one);
    assertTrue(one.sent.isCompletedExceptionally());
    assertTrue(writer.bufferedAmount() > 0, "a beat would never leave either");
  }

  @Test
  void aPingWaitsForWhatIsInFlightAndGoesAheadOfData() {
    writer.sendAhead(ping());
    assertEquals(List.of("ping"), session.told);
    session.stall();
    writer.send(OutgoingMessage.text("one"));
    writer.send(OutgoingMessage.text("two"));
    writer.sendAhead(ping());
    assertEquals(List.of("ping", "text one"), session.told);
    session.resume();
    assertEquals(List.of("ping", "text one", "ping", "text two"), session.told);
  }

  @Test
  void anImplementationThatBlocksHoldsNoThreadOfTheSenders() {
    Queue<Runnable> threads = new ArrayDeque<>();
    Writer apart =
        new Writer(
            session.session().getAsyncRemote(), threads::add, new Lane(Runnable::run, () -> {}));
    apart.send(OutgoingMessage.text("one"));
    apart.send(OutgoingMessage.text("two"));
    assertEquals(List.of(), session.told);
    assertEquals(6, apart.bufferedAmount());
    assertEquals(1, threads.size());
    threads.remove().run();
    assertEquals(List.of("text one", "text two"), session.told);
  }

  private static OutgoingMessage ping() {
    return OutgoingMessage.ping(ByteBuffer.allocate(8));
  }

  @Test
  void itIsIdleWhenTheLastMessageHasLeft() {
    session.stall();
    writer.send(OutgoingMessage.text("one"));
    writer.send(OutgoingMessage.text("two"));
    var idle = writer.whenIdle();
    session.completeOne();
    assertFalse(idle.isDone());
    session.completeOne();
    assertTrue(idle.isDone());
    assertTrue(writer.whenIdle().isDone());
  }
}
