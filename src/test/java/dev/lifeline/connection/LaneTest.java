package dev.lifeline.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final Queue<Runnable> executor = new ArrayDeque<>();
  private final Lane lane = new Lane(executor::add);
  private final List<String> done = new ArrayList<>();

  @Test
  void tasksRunInOrderOneAtATime() {
    lane.execute(() -> done.add("a"));
    lane.execute(() -> done.add("b"));
    assertEquals(1, executor.size());
    runOne();
    assertEquals(List.of("a"), done);
    runOne();
    assertEquals(List.of("a", "b"), done);
    assertEquals(0, executor.size());
  }

  @Test
  void aTaskAfterTheLastTakesAThreadAgain() {
    lane.execute(() -> done.add("a"));
    runOne();
    lane.execute(() -> done.add("b"));
    runOne();
    assertEquals(List.of("a", "b"), done);
  }

  @Test
  void whatATaskAddsRunsAfterIt() {
    lane.execute(
        () -> {
          lane.execute(() -> done.add("inner"));
          done.add("outer");
        });
    runOne();
    runOne();
    assertEquals(List.of("outer", "inner"), done);
    assertEquals(0, executor.size());
  }

  @Test
  void aTaskThatThrowsHoldsUpNoOther() {
    lane.execute(
        () -> {
          throw new IllegalStateException("expected");
        });
    lane.execute(() -> done.add("next"));
    while (!executor.isEmpty()) {
      try {
        runOne();
      } catch (IllegalStateException e) {
        done.add(e.getMessage());
      }
    }
    assertEquals(List.of("expected", "next"), done);
  }

  private void runOne() {
    executor.remove().run();
  }
}
