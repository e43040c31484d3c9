package dev.lifeline.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.Position;
import dev.lifeline.testing.FakeTicker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** At most 1,000 messages a channel, for 2 minutes, and 1 MB in all. */
class MemoryChannelStoreTest extends ChannelStoreContract {

  private static final Duration MAX_AGE = Duration.ofMinutes(2);
  private static final long TOTAL_BYTES = 1 << 20;

  private final FakeTicker ticker = new FakeTicker(Long.MAX_VALUE - 1_000_000);
  private final MemoryChannelStore store =
      new MemoryChannelStore(ticker, new HistoryLimits(1_000, MAX_AGE, TOTAL_BYTES));

  @Override
  ChannelStore store() {
    return store;
  }

  @Override
  void pass(Duration time) {
    ticker.advance(time);
    store.expire();
  }

  @Test
  void oneMessageAboveTheCountDropsTheOldest() throws Exception {
    String epoch = fill("room", 1_000);
    assertEquals(new Extent(epoch, 0, 1_000), get(store.extent("room")));
    append("room", "one more");
    assertEquals(new Extent(epoch, 1, 1_001), get(store.extent("room")));
    assertEquals(Optional.empty(), read("room", new Position(epoch, 0), 10));
    assertEquals(offsets(2, 11), offsets(read("room", new Position(epoch, 1), 10)));
    assertEquals(offsets(1_001, 1_001), offsets(read("room", new Position(epoch, 1_000), 10)));
  }

  @Test
  void aMessageIsKeptUntilItsAgeAndNotLonger() throws Exception {
    String epoch = fill("room", 1);
    pass(Duration.ofSeconds(60));
    append("room", "younger");
    pass(Duration.ofMillis(59_999));
    assertEquals(offsets(1, 2), offsets(read("room", new Position(epoch, 0), 10)));
    pass(Duration.ofMillis(1));
    assertEquals(Optional.empty(), read("room", new Position(epoch, 0), 10));
    assertEquals(offsets(2, 2), offsets(read("room", new Position(epoch, 1), 10)));
  }

  @Test
  void aChannelThatNobodyUsesIsForgottenAndBeginsAnotherEpoch() throws Exception {
    String epoch = fill("room", 1);
    pass(MAX_AGE.minusMillis(1));
    assertEquals(1, store.size());
    pass(Duration.ofMillis(1));
    assertEquals(0, store.size());
    assertEquals(0, store.bytes());
    assertEquals(1, append("room", "again").offset());
    assertNotEquals(epoch, get(store.extent("room")).epoch());
  }

  @Test
  void aChannelIsRememberedWhileSomebodyListensOrIsPresentAndItsAgeAfterThat() throws Exception {
    ChannelStore.Listening listening = get(store.listen("room", new Recorder()));
    String epoch = fill("room", 1);
    pass(MAX_AGE.multipliedBy(5));
    get(store.enter("room", ADA, MAX_AGE.multipliedBy(5)));
    listening.close();
    pass(MAX_AGE.multipliedBy(4));
    get(store.leave("room", ADA));
    pass(MAX_AGE.minusMillis(1));
    assertEquals(new Extent(epoch, 1, 1), get(store.extent("room")));
    assertEquals(List.of(), offsets(read("room", new Position(epoch, 1), 10)));
    pass(MAX_AGE);
    assertEquals(0, store.size());
  }

  @Test
  void aThousandBytesAboveTheTotalTakeFromTheChannelThatWasIdleForLongest() throws Exception {
    for (String channel : List.of("oldest", "older", "young", "younger")) {
      for (int i = 0; i < 230; i++) {
        publish(channel, 1_000);
      }
      ticker.advance(Duration.ofSeconds(1));
    }
    assertTrue(store.bytes() <= TOTAL_BYTES, store.bytes() + " bytes");
    for (int i = 0; i < 230; i++) {
      publish("newest", 1_000);
    }
    assertTrue(store.bytes() <= TOTAL_BYTES, store.bytes() + " bytes");
    Extent oldest = get(store.extent("oldest"));
    assertTrue(oldest.last() - oldest.before() < 230);
    assertEquals(230, get(store.extent("young")).last());
    assertEquals(0, get(store.extent("young")).before());
    assertEquals(0, get(store.extent("newest")).before());
  }

  @Test
  void oneFloodedChannelStaysInsideAQuarterOfTheBoundAndKeepsItsNewest() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      publish("flooded", 4_000);
      assertTrue(store.bytes() <= 512 + TOTAL_BYTES / 4, store.bytes() + " bytes");
    }
    // 64 messages of 4,000 bytes and 96 around each are 262,144 bytes.
    assertEquals(19_936, get(store.extent("flooded")).before());
    assertEquals(20_000, get(store.extent("flooded")).last());
    assertEquals(512 + TOTAL_BYTES / 4, store.bytes());
  }

  @Test
  void aFloodOfMessagesOfAllSizesTakesNobodyElseWhatHeRemembers() throws Exception {
    for (int i = 0; i < 700; i++) {
      publish("quiet-" + i, 500); // 1,108 bytes each with what is around it: 3/4 of the bound
    }
    int[] sizes = {1, 100, 60_000, 4_000, 0, 250_000, 17, 30_000};
    for (int i = 0; i < 20_000; i++) {
      publish("flooded", sizes[i % sizes.length]);
      assertTrue(store.bytes() <= TOTAL_BYTES, store.bytes() + " bytes");
    }
    for (int i = 0; i < 700; i++) {
      assertEquals(0, get(store.extent("quiet-" + i)).before());
    }
  }

  @Test
  void aTextCountsTwoBytesACharWhereOneOfThemNeedsThem() throws Exception {
    append("room", "x".repeat(1_000));
    assertEquals(512 + 96 + 1_000, store.bytes());
    append("room", "x".repeat(999) + "→");
    assertEquals(512 + 2 * 96 + 1_000 + 2_000, store.bytes());
  }

  @Test
  void aMessageThatIsMoreThanAQuarterIsKeptAloneUntilTheNext() throws Exception {
    publish("room", 100);
    publish("room", 300_000);
    assertEquals(1, get(store.extent("room")).before());
    publish("room", 100);
    assertEquals(2, get(store.extent("room")).before());
  }

  @Test
  void manyThreadsThatFloodManyChannelsLeaveTheBoundKept() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Object>> floods =
          IntStream.range(0, 8)
              .mapToObj(
                  thread ->
                      Executors.callable(
                          () -> {
                            for (int i = 0; i < 5_000; i++) {
                              store.append(
                                  "channel-" + thread + "-" + i % 50, bytes(i % 3_000), null);
                            }
                          }))
              .toList();
      for (Future<Object> flood : threads.invokeAll(floods)) {
        flood.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertTrue(store.bytes() <= TOTAL_BYTES, store.bytes() + " bytes");
    assertTrue(store.bytes() > TOTAL_BYTES / 2, store.bytes() + " bytes");
    pass(MAX_AGE);
    assertEquals(0, store.bytes());
  }

  @Test
  void whereNothingCanGoAnAppendIsNotHeldUpForEver() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      get(store.listen("heard-" + i, new Recorder()));
    }
    assertEquals(3_000 * 512, store.bytes());
    assertEquals(1, append("heard-0", "one").offset());
    assertEquals(2, append("heard-0", "two").offset());
    assertEquals(3_000 * 512, store.bytes());
  }

  @Test
  void tenThousandIdleChannelsTakeALittleEachAndGoWithTime() throws Exception {
    MemoryChannelStore roomy =
        new MemoryChannelStore(ticker, new HistoryLimits(1_000, MAX_AGE, 64 << 20));
    for (int i = 0; i < 10_000; i++) {
      get(roomy.append("channel-" + i, new Payload.Text("hello"), null));
    }
    assertEquals(10_000, roomy.size());
    assertEquals(10_000 * (512 + 96 + 5), roomy.bytes());
    ticker.advance(MAX_AGE);
    roomy.expire();
    assertEquals(0, roomy.size());
    assertEquals(0, roomy.bytes());
  }

  @Test
  void ofTenThousandIdleChannelsThoseGoFirstThatWereNotUsedForLongest() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      publish("channel-" + i, 1_000); // 1,608 bytes with what is around it
      assertTrue(store.bytes() <= TOTAL_BYTES, store.bytes() + " bytes");
      ticker.advance(Duration.ofMillis(1));
    }
    // All that are kept are the newest, without a hole; of the oldest, the message may be gone.
    int kept = store.size();
    assertTrue(kept > 600 && kept <= TOTAL_BYTES / 1_608, kept + " channels");
    String used = "channel-" + (10_001 - kept);
    Position first = new Position(get(store.extent(used)).epoch(), 0);
    assertEquals(offsets(1, 1), offsets(read(used, first, 10)));
    for (int i = 10_000 - kept; i < 10_000; i++) {
      assertEquals(1, get(store.extent("channel-" + i)).last(), "channel-" + i);
    }
    assertEquals(kept, store.size());
    // That one has just been read, so the next goes before it.
    for (int i = 0; i < kept / 2; i++) {
      ticker.advance(Duration.ofMillis(1));
      publish("newer-" + i, 1_000);
    }
    assertEquals(offsets(1, 1), offsets(read(used, first, 10)));
    assertEquals(0, get(store.extent("channel-" + (10_002 - kept))).last());
  }

  @Test
  void aStrangerWhoNamesChannelAfterChannelMeetsTheBoundToo() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      append("channel-" + i, "x");
      assertTrue(store.bytes() <= TOTAL_BYTES, store.bytes() + " bytes");
    }
    assertTrue(store.size() < 2_000, store.size() + " channels");
    assertEquals(1, get(store.extent("channel-19999")).last());
  }

  @Test
  void aChannelThatIsHeardLosesItsHistoryToTheBoundButNotItsCount() throws Exception {
    get(store.listen("heard", new Recorder()));
    String epoch = fill("heard", 10);
    ticker.advance(Duration.ofSeconds(1));
    for (int i = 0; i < 1_000; i++) {
      publish("flooded-" + i % 5, 4_000);
    }
    assertEquals(new Extent(epoch, 10, 10), get(store.extent("heard")));
    assertEquals(new Position(epoch, 11), append("heard", "next"));
  }

  private void publish(String channel, int bytes) throws Exception {
    get(store.append(channel, bytes(bytes), null));
  }

  private static Payload bytes(int count) {
    return new Payload.Binary(ByteBuffer.allocate(count));
  }
}
