package dev.lifeline.bench.row;

import java.io.IOException;

/** Processor time over wall-clock time, from its making on. */
final class Stopwatch {

  /** Tells the processor time of a process until now. */
  interface Meter {
    double cpuSeconds() throws IOException;
  }

  private final Meter meter;
  private final double cpuStart;
  private final long startNanos;

  Stopwatch(Meter meter) throws IOException {
    this.meter = meter;
    this.cpuStart = meter.cpuSeconds();
    this.startNanos = System.nanoTime();
  }

  double cpuSeconds() throws IOException {
    return meter.cpuSeconds() - cpuStart;
  }

  double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  double percentOfCore() throws IOException {
    return 100 * cpuSeconds() / seconds();
  }
}
