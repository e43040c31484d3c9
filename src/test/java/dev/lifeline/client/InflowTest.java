package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InflowTest {

  private static final int PATIENCE_SECONDS = 20;

  private final Inflow inflow = new Inflow(10);

  @Test
  void oneMessageMayPassTheBound() {
    inflow.enter(10);
    inflow.enter(100);
    inflow.leave(100);
    inflow.enter(11);
  }

  @Test
  void whoReadsAheadIsHeldBackUntilAMessageHasHadItsTurn() throws Exception {
    inflow.enter(11);
    heldBackUntil(held -> held.leave(11));
  }

  @Test
  void nobodyIsHeldBackByAConnectionThatNobodyWants() throws Exception {
    inflow.enter(11);
    heldBackUntil(Inflow::release);
  }

  private void heldBackUntil(Consumer<Inflow> event) throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Thread reader =
        new Thread(
            () -> {
              inflow.enter(1);
              entered.countDown();
            });
    reader.setDaemon(true);
    reader.start();
    while (reader.getState() != Thread.State.WAITING) {
      assertEquals(1, entered.getCount(), "not held back");
      Thread.onSpinWait();
    }
    event.accept(inflow);
    assertTrue(entered.await(PATIENCE_SECONDS, TimeUnit.SECONDS));
  }
}
