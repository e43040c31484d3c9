package dev.lifeline.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GateTest {

  private final Queue<Runnable> threads = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();

  @Test
  void noMoreThreadsAreTakenThanTheGateIsWide() {
    Gate gate = new Gate(threads::add, 2);
    for (int i = 0; i < 5; i++) {
      gate.enter(() -> done.add("task"));
    }
    assertEquals(2, threads.size());
    threads.remove().run();
    assertEquals(5, done.size());
    threads.remove().run();
    gate.enter(() -> done.add("later"));
    assertEquals(1, threads.size());
  }

  @Test
  void whoLeavesBeforeHisTurnDoesNotBegin() {
    Gate gate = new Gate(threads::add, 1);
    gate.enter(() -> done.add("one"));
    Runnable leave = gate.enter(() -> done.add("two"));
    gate.enter(() -> done.add("three"));
    leave.run();
    threads.remove().run();
    assertEquals(List.of("one", "three"), done);
  }

  @Test
  void aTaskThatThrowsKeepsNobodyOut() {
    Gate gate = new Gate(threads::add, 1);
    gate.enter(
        () -> {
          throw new IllegalStateException("a fault");
        });
    gate.enter(() -> done.add("next"));
    threads.remove().run();
    assertEquals(List.of("next"), done);
  }

  @Test
  void whoLeavesInsideIsInterruptedAndTheNextIsNot() throws Exception {
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Gate gate = new Gate(pool, 1);
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      CountDownLatch next = new CountDownLatch(1);
      boolean[] nextWasInterrupted = {true};
      Runnable leave =
          gate.enter(
              () -> {
                inside.countDown();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                  interrupted.countDown();
                }
              });
      gate.enter(
          () -> {
            nextWasInterrupted[0] = Thread.currentThread().isInterrupted();
            next.countDown();
          });
      assertTrue(inside.await(20, TimeUnit.SECONDS));
      leave.run();
      assertTrue(interrupted.await(20, TimeUnit.SECONDS));
      assertTrue(next.await(20, TimeUnit.SECONDS));
      assertFalse(nextWasInterrupted[0]);
    } finally {
      pool.shutdownNow();
    }
  }
}
