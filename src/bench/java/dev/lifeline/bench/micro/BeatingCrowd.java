package dev.lifeline.bench.micro;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * Sessions that each beat with a period of their own between 5 and 10 s, on virtual time in ticks.
 * Not thread-safe.
 */
final class BeatingCrowd {

  private static final int NONE = -1;

  private final int shortest;
  private final int longest;
  private final int[] periods;

  /** Who beats at a tick, as lists: the first of each tick of the ring, and who follows whom. */
  private final int[] first;

  private final int[] following;

  BeatingCrowd(int size, int ticksPerSecond) {
    shortest = 5 * ticksPerSecond;
    longest = 10 * ticksPerSecond;
    periods = new int[size];
    following = new int[size];
    first = new int[longest + 1];
    Arrays.fill(first, NONE);
    // The same crowd in each run.
    Random random = new Random(42);
    for (int i = 0; i < size; i++) {
      periods[i] = shortest + random.nextInt(longest - shortest + 1);
      add(i, random.nextInt(periods[i]));
    }
  }

  /** Calls everybody who beats at the tick. */
  void beat(long tick, IntConsumer touch) {
    int slot = (int) (tick % first.length);
    int session = first[slot];
    first[slot] = NONE;
    while (session != NONE) {
      int next = following[session];
      touch.accept(session);
      add(session, tick + periods[session]);
      session = next;
    }
  }

  private void add(int session, long tick) {
    int slot = (int) (tick % first.length);
    following[session] = first[slot];
    first[slot] = session;
  }
}
