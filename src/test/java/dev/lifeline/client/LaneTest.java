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

class LaneTest {

  private final Queue<Runnable> turns = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private final Lane lane = new Lane(turns::add, () -> done.add("over"));

  @Test
  void tasksRunInOrderInOneTurn() {
    lane.execute(() -> done.add("one"));
    lane.execute(() -> done.add("two"));
    assertEquals(1, turns.size());
    turns.remove().run();
    assertEquals(List.of("one", "two"), done);
  }

  @Test
  void whatATaskLeavesForAfterwardsComesBeforeTheNextTask() {
    lane.execute(
        () -> {
          lane.afterwards(
              () -> {
                done.add("first after");
                lane.afterwards(() -> done.add("last after"));
              });
          lane.afterwards(() -> done.add("second after"));
          done.add("task");
        });
    lane.execute(() -> done.add("next"));
    turns.remove().run();
    assertEquals(List.of("task", "first after", "second after", "last after", "next"), done);
  }

  @Test
  void whoIsInTheLaneEntersWithinTheCall() {
    lane.execute(
        () -> {
          lane.enter(() -> done.add("within"));
          done.add("task");
        });
    turns.remove().run();
    assertEquals(List.of("within", "task"), done);
  }

  @Test
  void aTaskThatThrowsStopsNobody() {
    lane.execute(
        () -> {
          throw new IllegalStateException("a fault, logged");
        });
    lane.execute(() -> done.add("next"));
    turns.remove().run();
    assertEquals(List.of("next"), done);
  }

  @Test
  void aBusyLaneGivesTheOthersTheirTurn() {
    for (int i = 0; i < 100; i++) {
      lane.execute(() -> done.add("task"));
    }
    turns.remove().run();
    assertTrue(done.size() < 100);
    assertEquals(1, turns.size());
    while (!turns.isEmpty()) {
      turns.remove().run();
    }
    assertEquals(100, done.size());
  }

  @Test
  void anEndedLaneFinishesWhatWaitsTakesNothingMoreAndTellsThatItIsOver() {
    lane.execute(
        () -> {
          done.add("last words");
          lane.end();
        });
    lane.execute(() -> done.add("waited"));
    turns.remove().run();
    assertEquals(List.of("last words", "waited", "over"), done);
    assertFalse(lane.offer(() -> done.add("late")));
    assertEquals(0, turns.size());
  }

  @Test
  void noTwoTasksRunAtATimeWhateverTheThreads() throws Exception {
    int each = 2_000;
    int[] count = {0};
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Lane busy = new Lane(threads, () -> {});
      CountDownLatch all = new CountDownLatch(2 * each);
      Runnable offering =
          () -> {
            for (int i = 0; i < each; i++) {
              busy.execute(
                  () -> {
                    count[0]++;
                    all.countDown();
                  });
            }
          };
      threads.execute(offering);
      threads.execute(offering);
      assertTrue(all.await(20, TimeUnit.SECONDS));
      assertEquals(2 * each, count[0]);
    } finally {
      threads.shutdownNow();
    }
  }
}
