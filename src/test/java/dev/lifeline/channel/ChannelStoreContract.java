package dev.lifeline.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * What every store keeps. The store under test remembers at least 1,000 messages of a channel for
 * at least a minute.
 */
abstract class ChannelStoreContract {

  static final Member ADA = new Member("ada", "s1");
  static final Member BOB = new Member("bob", "s2");
  static final Duration LEASE = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The store, the same for the whole of one test. */
  abstract ChannelStore store();

  /** Lets time pass for the store, and lets it look after its leases. */
  abstract void pass(Duration time);

  @Test
  void offsetsBeginAtOneAndHaveNoHoles() throws Exception {
    for (long i = 1; i <= 100; i++) {
      assertEquals(i, append("room", "m" + i).offset());
    }
  }

  @Test
  void allPositionsOfAChannelAreOfOneEpochAndChannelsAreApart() throws Exception {
    Position first = append("room", "a");
    Position other = append("other", "b");
    assertEquals(new Position(first.epoch(), 2), append("room", "c"));
    assertEquals(1, other.offset());
    assertNotEquals(first.epoch(), other.epoch());
  }

  @Test
  void whatIsReadIsWhatWasAppended() throws Exception {
    Payload binary = new Payload.Binary(ByteBuffer.wrap(new byte[] {0, -1}));
    Payload odd = new Payload.Text("\u0000\"é😀\n");
    Payload empty = new Payload.Text("");
    get(store().append("room", binary, null));
    get(store().append("room", odd, "ada"));
    get(store().append("room", empty, "bob"));
    String epoch = get(store().extent("room")).epoch();
    assertEquals(
        List.of(
            new Stored(epoch, 1, binary, null),
            new Stored(epoch, 2, odd, "ada"),
            new Stored(epoch, 3, empty, "bob")),
        read("room", new Position(epoch, 0), 10).orElseThrow());
  }

  @Test
  void aPageBeginsAfterItsPositionAndHasAtMostItsLimit() throws Exception {
    String epoch = fill("room", 10);
    assertEquals(offsets(4, 6), offsets(read("room", new Position(epoch, 3), 3)));
    assertEquals(offsets(10, 10), offsets(read("room", new Position(epoch, 9), 3)));
    assertEquals(List.of(), offsets(read("room", new Position(epoch, 10), 3)));
  }

  @Test
  void aPositionThatIsNoneOfTheChannelIsNotRead() throws Exception {
    String epoch = fill("room", 3);
    assertEquals(Optional.empty(), read("room", new Position(epoch, 4), 1));
    assertEquals(Optional.empty(), read("room", new Position(epoch + "x", 1), 1));
    assertEquals(Optional.empty(), read("never", new Position(epoch, 0), 1));
  }

  @Test
  void theExtentTellsWhatIsThere() throws Exception {
    Extent empty = get(store().extent("room"));
    assertEquals(0, empty.before());
    assertEquals(0, empty.last());
    String epoch = fill("room", 5);
    assertEquals(new Extent(epoch, 0, 5), get(store().extent("room")));
    assertEquals(empty.epoch(), epoch, "asking has begun it");
  }

  @Test
  void aListenerIsToldEverythingOfItsChannelOnceAndInOrder() throws Exception {
    append("room", "before");
    Recorder recorder = new Recorder();
    get(store().listen("room", recorder));
    for (int i = 0; i < 50; i++) {
      append("room", "m" + i);
      append("other", "not for it");
    }
    for (int i = 0; i < 50; i++) {
      assertEquals((i + 2) + " m" + i, recorder.nextAfter("1 before"));
    }
    recorder.isExhausted();
  }

  @Test
  void whatAListenerIsToldCanBeRead() throws Exception {
    BlockingQueue<Boolean> found = new LinkedBlockingQueue<>();
    get(
        store()
            .listen(
                "room",
                new Recorder() {
                  @Override
                  public void appended(Stored stored) {
                    Position before = new Position(stored.epoch(), stored.offset() - 1);
                    store()
                        .read("room", before, 1)
                        .whenComplete((page, e) -> found.add(page.orElseThrow().contains(stored)));
                  }
                }));
    append("room", "m");
    assertEquals(true, found.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  void whoHasClosedIsToldNothingMore() throws Exception {
    Recorder leaves = new Recorder();
    Recorder stays = new Recorder();
    ChannelStore.Listening listening = get(store().listen("room", leaves));
    get(store().listen("room", stays));
    append("room", "heard");
    assertEquals("1 heard", leaves.next());
    assertEquals("1 heard", stays.next());
    listening.close();
    append("room", "not heard");
    assertEquals("2 not heard", stays.next());
    leaves.isExhausted();
  }

  @Test
  void manyPublishersGetEveryOffsetOnceAndEachKeepsItsOrder() throws Exception {
    int publishers = 4;
    int each = 200;
    Recorder recorder = new Recorder();
    get(store().listen("room", recorder));
    ExecutorService threads = Executors.newFixedThreadPool(publishers);
    Set<Long> offsets = new HashSet<>();
    try {
      List<Future<List<Long>>> results = new ArrayList<>();
      for (int p = 0; p < publishers; p++) {
        String name = "p" + p;
        results.add(threads.submit(() -> publish(name, each)));
      }
      for (Future<List<Long>> result : results) {
        offsets.addAll(result.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(publishers * each, offsets.size());
    int[] next = new int[publishers];
    for (int i = 1; i <= publishers * each; i++) {
      String[] told = recorder.next().split("[ p:]+");
      assertEquals(i, Integer.parseInt(told[0]));
      assertEquals(next[Integer.parseInt(told[1])]++, Integer.parseInt(told[2]));
    }
    recorder.isExhausted();
  }

  private List<Long> publish(String name, int count) throws Exception {
    List<Long> offsets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      offsets.add(append("room", name + ":" + i).offset());
    }
    return offsets;
  }

  @Test
  void aMemberIsToldOnceAsItComesAndOnceAsItLeaves() throws Exception {
    Recorder recorder = new Recorder();
    get(store().listen("room", recorder));
    get(store().enter("room", ADA, LEASE));
    get(store().enter("room", ADA, LEASE));
    get(store().enter("room", BOB, LEASE));
    assertEquals(Set.of(ADA, BOB), new HashSet<>(get(store().members("room"))));
    get(store().leave("room", ADA));
    get(store().leave("room", ADA));
    assertEquals(List.of(BOB), get(store().members("room")));
    assertEquals("joined ada", recorder.next());
    assertEquals("joined bob", recorder.next());
    assertEquals("left ada", recorder.next());
    recorder.isExhausted();
  }

  @Test
  void aLeaseThatIsNotRenewedRunsOut() throws Exception {
    Recorder recorder = new Recorder();
    get(store().listen("room", recorder));
    get(store().enter("room", ADA, LEASE));
    get(store().enter("room", BOB, LEASE));
    pass(LEASE.dividedBy(2));
    get(store().enter("room", BOB, LEASE));
    pass(LEASE.dividedBy(2));
    assertEquals("joined ada", recorder.next());
    assertEquals("joined bob", recorder.next());
    assertEquals("left ada", recorder.next());
    assertEquals(List.of(BOB), get(store().members("room")));
    recorder.isExhausted();
  }

  @Test
  void nobodyIsPresentInAChannelThatNobodyHasEntered() throws Exception {
    get(store().leave("room", ADA));
    assertEquals(List.of(), get(store().members("room")));
  }

  final Position append(String channel, String text) throws Exception {
    return get(store().append(channel, new Payload.Text(text), null));
  }

  /** Appends that many, and returns the epoch. */
  final String fill(String channel, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      append(channel, "m");
    }
    return get(store().extent(channel)).epoch();
  }

  final Optional<List<Stored>> read(String channel, Position after, int limit) throws Exception {
    return get(store().read(channel, after, limit));
  }

  static List<Long> offsets(Optional<List<Stored>> page) {
    return page.orElseThrow().stream().map(Stored::offset).toList();
  }

  static List<Long> offsets(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }

  static <T> T get(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /** Writes down what it is told: {@code 1 text}, {@code joined ada}, {@code left ada}. */
  static class Recorder implements ChannelStore.Listener {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void appended(Stored stored) {
      told.add(stored.offset() + " " + ((Payload.Text) stored.payload()).text());
    }

    @Override
    public void joined(Member member) {
      told.add("joined " + member.identity());
    }

    @Override
    public void left(Member member) {
      told.add("left " + member.identity());
    }

    String next() throws InterruptedException {
      return told.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    /** What was appended before the listening may be told, or may not. */
    String nextAfter(String mayBe) throws InterruptedException {
      String next = next();
      return mayBe.equals(next) ? next() : next;
    }

    void isExhausted() {
      assertTrue(told.isEmpty(), told::toString);
    }
  }
}
