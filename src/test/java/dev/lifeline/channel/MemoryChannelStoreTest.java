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
    for (String channel : List.of("oldest", "older", "young")) {
      for (int i = 0; i < 300; i++) {
        publish(channel, 1_000);
      }
      ticker.advance(Duration.ofSeconds(1));
    }
    assertTrue(store.bytes() <= TOTAL_BYTES, store.bytes() + " bytes");
    for (int i = 0; i < 300; i++) {
      publish("newest", 1_000);
    }
    assertTrue(store.bytes() <= TOTAL_BYTES, store.bytes() + " bytes");
    Extent oldest = get(store.extent("oldest"));
    assertTrue(oldest.last() - oldest.before() < 300);
    assertEquals(300, get(store.extent("young")).last());
    assertEquals(0, get(store.extent("young")).before());
    assertEquals(0, get(store.extent("newest")).before());
  }

  @Test
  void oneFloodedChannelStaysInsideTheBoundAndKeepsItsNewest() throws Exception {
    for (int i = 0; i < 20_000; i++) {
      publish("flooded", 4_000);
      assertTrue(store.bytes() <= TOTAL_BYTES, store.bytes() + " bytes");
    }
    Extent extent = get(store.extent("flooded"));
    assertEquals(20_000, extent.last());
    assertTrue(extent.last() - extent.before() > 200, extent::toString);
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
      publish("flooded", 4_000);
    }
    assertEquals(new Extent(epoch, 10, 10), get(store.extent("heard")));
    assertEquals(new Position(epoch, 11), append("heard", "next"));
  }

  private void publish(String channel, int bytes) throws Exception {
    get(store.append(channel, new Payload.Binary(ByteBuffer.allocate(bytes)), null));
  }
}
