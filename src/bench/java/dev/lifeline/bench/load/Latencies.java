package dev.lifeline.bench.load;

import java.util.Arrays;

/** Exact latencies: every one is kept, in microseconds. Not thread-safe. */
final class Latencies {

  private int[] micros = new int[1 << 12];
  private int count;

  void add(long nanos) {
    if (count == micros.length) {
      micros = Arrays.copyOf(micros, count * 2);
    }
    micros[count++] = (int) (nanos / 1_000);
  }

  void clear() {
    count = 0;
  }

  /** As fields of an answer, in milliseconds: {@code rttP50=0.2 rttP99=1.1 rttMax=3.0}. */
  String fields(String name) {
    if (count == 0) {
      return "";
    }
    Arrays.sort(micros, 0, count);
    return " %sMin=%.3f %sP50=%.3f %sP99=%.3f %sMax=%.3f"
        .formatted(name, at(0), name, at(0.5), name, at(0.99), name, at(1));
  }

  /** The smallest value that is not exceeded by the given part of all, in milliseconds. */
  private double at(double part) {
    int rank = (int) Math.ceil(part * count) - 1;
    return micros[Math.max(0, rank)] / 1_000.0;
  }
}
