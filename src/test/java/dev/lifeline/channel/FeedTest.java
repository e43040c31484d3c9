package dev.lifeline.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.protocol.Codec;
import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import dev.lifeline.testing.FakeTicker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A history of at most 200 messages, and a receiver that takes as much as it is told to. */
class FeedTest {

  private final MemoryChannelStore memory =
      new MemoryChannelStore(
          new FakeTicker(42), new HistoryLimits(200, Duration.ofMinutes(1), 64 << 20));
  private final HesitantStore store = new HesitantStore(memory);
  private final Channels channels = new Channels(store, new Codec(), Runnable::run);
  private final Receiver receiver = new Receiver();
  private final Feed feed = new Feed("room", false, channels, Runnable::run, receiver);

  @Test
  void withoutAPositionItBeginsAtTheEnd() {
    publish(3);
    feed.begin(null, 0);
    publish(2);
    receiver.heard("subscribed 3", 4, 5);
  }

  @Test
  void withAHistoryItBeginsThatManyMessagesBeforeTheEnd() {
    publish(10);
    feed.begin(null, 3);
    publish(1);
    receiver.heard("subscribed 7", 8, 9, 10, 11);
  }

  @Test
  void aHistoryIsAtMostWhatIsThere() {
    publish(300);
    feed.begin(null, 100_000);
    assertEquals("subscribed 100", receiver.heard.get(0));
    receiver.heardOffsets(101, 300);
  }

  @Test
  void withAPositionItTellsAllThatFollows() {
    publish(150);
    feed.begin(at(20), 0);
    publish(1);
    assertEquals("subscribed 20 recovered", receiver.heard.get(0));
    receiver.heardOffsets(21, 151);
  }

  @Test
  void itTellsHowFarGoesWhatWasThereBefore() {
    publish(150);
    feed.begin(null, 0);
    new Feed("room", false, channels, Runnable::run, receiver).begin(null, 20);
    new Feed("room", false, channels, Runnable::run, receiver).begin(at(149), 0);
    new Feed("room", false, channels, Runnable::run, receiver).begin(at(150), 0);
    new Feed("room", false, channels, Runnable::run, receiver).begin(at(151), 0);
    assertEquals(List.of(150L, 150L, 150L, 150L, 150L), receiver.lasts);
  }

  @Test
  void theLastPositionThatIsKeptIsRecoveredAndTheOneBeforeIsAGap() {
    publish(300);
    feed.begin(at(100), 0);
    assertEquals("subscribed 100 recovered", receiver.heard.get(0));
    receiver.heardOffsets(101, 300);
    Receiver other = new Receiver();
    new Feed("room", false, channels, Runnable::run, other).begin(at(99), 0);
    publish(1);
    other.heard("subscribed 300 gap", 301);
  }

  @Test
  void aPositionOfAnotherEpochOrAfterTheEndIsAGap() {
    publish(3);
    feed.begin(new Position("another", 2), 0);
    receiver.heard("subscribed 3 gap");
    Receiver other = new Receiver();
    new Feed("room", false, channels, Runnable::run, other).begin(at(4), 0);
    other.heard("subscribed 3 gap");
  }

  @Test
  void whatIsPublishedWhileItRecoversComesAfterThatAndOnce() {
    publish(100);
    store.hesitate();
    feed.begin(at(0), 0);
    publish(5);
    store.answerOne();
    publish(5);
    store.answerAll();
    publish(1);
    assertEquals("subscribed 0 recovered", receiver.heard.get(0));
    receiver.heardOffsets(1, 111);
  }

  @Test
  void aReceiverThatTakesNoMoreIsFilledAgainFromTheStore() {
    feed.begin(null, 0);
    receiver.takes = 2;
    publish(100);
    receiver.heard("subscribed 0", 1, 2);
    receiver.takes = 10;
    feed.roomAgain();
    receiver.heardOffsets(1, 12);
    receiver.takes = 1_000;
    feed.roomAgain();
    publish(1);
    receiver.heardOffsets(1, 101);
  }

  @Test
  void nothingIsReadForAReceiverThatTakesNoMore() {
    feed.begin(null, 0);
    receiver.takes = 0;
    publish(1);
    int reads = store.reads;
    publish(100);
    assertEquals(reads, store.reads);
  }

  @Test
  void roomThatComesBeforeItIsKnownToBeWantedIsNotLost() {
    feed.begin(null, 0);
    receiver.takes = 1;
    receiver.roomOnRefusal = true;
    publish(50);
    receiver.heardOffsets(1, 50);
  }

  @Test
  void whoIsOvertakenByTheHistorysBoundIsToldOfTheGap() {
    feed.begin(null, 0);
    receiver.takes = 5;
    publish(300);
    receiver.takes = 1_000;
    feed.roomAgain();
    publish(1);
    receiver.heard("subscribed 0", 1, 2, 3, 4, 5, "subscribed 300 gap", 301);
  }

  @Test
  void aPageIsBoundedInBytes() {
    for (int i = 0; i < 10; i++) {
      channels.publish("room", new Payload.Binary(ByteBuffer.allocate(30_000)), null);
    }
    receiver.waits = true;
    feed.begin(at(0), 0);
    receiver.heard("subscribed 0 recovered", 1, 2, 3);
    feed.roomAgain();
    receiver.heard("subscribed 0 recovered", 1, 2, 3, 4, 5, 6);
    receiver.waits = false;
    feed.roomAgain();
    receiver.heardOffsets(1, 10);
  }

  @Test
  void aClosedFeedTellsSoAndNothingAfterIt() {
    feed.begin(null, 0);
    publish(1);
    feed.close();
    feed.close();
    publish(1);
    receiver.heard("subscribed 0", 1, "unsubscribed");
    assertEquals(0, channels.size());
  }

  @Test
  void aFeedThatIsClosedBeforeItBeginsLeavesNothing() {
    feed.close();
    feed.begin(null, 0);
    publish(1);
    receiver.heard("unsubscribed");
    assertEquals(0, channels.size());
  }

  @Test
  void aFeedThatIsClosedInTheMiddleOfAMessageTellsSoAfterIt() {
    feed.begin(null, 0);
    receiver.onOffer = feed::close;
    publish(2);
    receiver.heard("subscribed 0", 1, "unsubscribed");
  }

  @Test
  void aFeedThatIsDroppedTellsNobody() {
    publish(5);
    store.hesitate();
    feed.begin(at(0), 0);
    feed.drop();
    store.answerAll();
    publish(1);
    assertEquals(List.of(), receiver.heard);
    assertEquals(0, channels.size());
  }

  @Test
  void whoAsksForTheMembersIsToldThemFirstAndThenTheirChanges() {
    memory.enter("room", new Member("ada", "a"), Duration.ofMinutes(1));
    Feed curious = new Feed("room", true, channels, Runnable::run, receiver);
    store.hesitate();
    curious.begin(null, 0);
    store.answerOne();
    memory.enter("room", new Member("bob", "b"), Duration.ofMinutes(1));
    store.answerAll();
    memory.leave("room", new Member("ada", "a"));
    receiver.heard("subscribed 0 with 2", "joined bob", "left ada");
  }

  @Test
  void whoDoesNotAskForTheMembersIsNotTold() {
    feed.begin(null, 0);
    memory.enter("room", new Member("ada", "a"), Duration.ofMinutes(1));
    receiver.heard("subscribed 0");
  }

  @Test
  void aStoreThatFailsEndsTheFeed() {
    store.hesitate();
    feed.begin(null, 0);
    store.fail();
    publish(1);
    receiver.heard("failed");
    assertEquals(0, channels.size());
  }

  @Test
  void aStoreThatFailsLaterEndsItToo() {
    publish(5);
    feed.begin(at(0), 0);
    receiver.takes = 0;
    publish(1);
    store.hesitate();
    receiver.takes = 1_000;
    feed.roomAgain();
    store.fail();
    assertEquals("failed", receiver.heard.get(receiver.heard.size() - 1));
  }

  private Position at(long offset) {
    return new Position(extent().epoch(), offset);
  }

  private Extent extent() {
    return memory.extent("room").toCompletableFuture().join();
  }

  private void publish(int count) {
    for (int i = 0; i < count; i++) {
      channels.publish("room", new Payload.Text("m"), null);
    }
  }

  /** Writes down offsets as numbers and all else as text. */
  private static final class Receiver implements FeedReceiver {

    final List<String> heard = new ArrayList<>();
    final List<Long> lasts = new ArrayList<>();
    int takes = 1_000_000;
    boolean waits;
    boolean roomOnRefusal;
    Runnable onOffer = () -> {};

    @Override
    public boolean offer(Delivery delivery) {
      if (takes == 0) {
        takes = roomOnRefusal ? 1 : 0;
        return false;
      }
      takes--;
      heard.add("message " + delivery.stored().offset());
      onOffer.run();
      return true;
    }

    @Override
    public boolean awaitRoom() {
      return waits || takes == 0;
    }

    @Override
    public void subscribed(
        Feed feed, Position position, long last, Boolean recovered, List<Member> members) {
      lasts.add(last);
      String how = recovered == null ? "" : recovered ? " recovered" : " gap";
      String who = members == null ? "" : " with " + members.size();
      heard.add("subscribed " + position.offset() + how + who);
    }

    @Override
    public void present(Feed feed, PresenceNews news) {
      news.presence().joined().forEach(member -> heard.add("joined " + member.identity()));
      news.presence().left().forEach(member -> heard.add("left " + member.identity()));
    }

    @Override
    public void unsubscribed(Feed feed) {
      heard.add("unsubscribed");
    }

    @Override
    public void failed(Feed feed) {
      heard.add("failed");
    }

    /** All that was heard; a number is a message. */
    void heard(Object... expected) {
      assertEquals(
          Stream.of(expected).map(e -> e instanceof Integer ? "message " + e : e).toList(), heard);
    }

    /** All that was heard after the beginning. */
    void heardOffsets(long first, long last) {
      assertEquals(
          LongStream.rangeClosed(first, last).mapToObj(offset -> "message " + offset).toList(),
          heard.subList(1, heard.size()));
    }
  }

  /** A store that answers at once, or when it is told to. */
  private static final class HesitantStore implements ChannelStore {

    private final ChannelStore answers;
    private final Queue<CompletableFuture<Void>> asked = new ArrayDeque<>();
    private boolean hesitates;
    int reads;

    HesitantStore(ChannelStore answers) {
      this.answers = answers;
    }

    void hesitate() {
      hesitates = true;
    }

    void answerOne() {
      asked.remove().complete(null);
    }

    void answerAll() {
      hesitates = false;
      while (!asked.isEmpty()) {
        answerOne();
      }
    }

    void fail() {
      asked.remove().completeExceptionally(new IllegalStateException("expected by this test"));
    }

    private <T> CompletionStage<T> answer(Supplier<CompletionStage<T>> answer) {
      if (!hesitates) {
        return answer.get();
      }
      CompletableFuture<Void> turn = new CompletableFuture<>();
      asked.add(turn);
      return turn.thenCompose(now -> answer.get());
    }

    @Override
    public CompletionStage<Position> append(String channel, Payload payload, String from) {
      return answers.append(channel, payload, from);
    }

    @Override
    public CompletionStage<Extent> extent(String channel) {
      return answer(() -> answers.extent(channel));
    }

    @Override
    public CompletionStage<Optional<List<Stored>>> read(String channel, Position after, int limit) {
      reads++;
      return answer(() -> answers.read(channel, after, limit));
    }

    @Override
    public CompletionStage<Listening> listen(String channel, Listener listener) {
      return answers.listen(channel, listener);
    }

    @Override
    public CompletionStage<Void> enter(String channel, Member member, Duration lease) {
      return answers.enter(channel, member, lease);
    }

    @Override
    public CompletionStage<Void> leave(String channel, Member member) {
      return answers.leave(channel, member);
    }

    @Override
    public CompletionStage<List<Member>> members(String channel) {
      return answer(() -> answers.members(channel));
    }
  }
}
