package dev.lifeline.bench.micro;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import dev.lifeline.heartbeat.Liveness;
import dev.lifeline.heartbeat.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A sign of life, and the least that it can be. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TouchBenchmark {

  private final Liveness liveness =
      new HeartbeatMonitor(Ticker.system())
          .admit(
              new HeartbeatPolicy(
                  Duration.ofSeconds(15), Duration.ofSeconds(40), Duration.ofSeconds(60)));

  /** Written, never read here: what a touch does cannot be less. */
  private volatile long lastNanos;

  /** What each arriving frame costs. */
  @Benchmark
  public void touch() {
    liveness.touch();
  }

  /** One clock read and one volatile write. */
  @Benchmark
  public void clockAndWrite() {
    lastNanos = System.nanoTime();
  }

  /** Keeps the write from being a dead field. */
  public long last() {
    return lastNanos;
  }
}
