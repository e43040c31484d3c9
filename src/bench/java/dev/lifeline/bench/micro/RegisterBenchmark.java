package dev.lifeline.bench.micro;

import dev.lifeline.heartbeat.HeartbeatMonitor;
import dev.lifeline.heartbeat.HeartbeatPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A session that comes and goes among a million others. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RegisterBenchmark {

  private static final int OTHERS = 1_000_000;

  private static final HeartbeatPolicy POLICY =
      new HeartbeatPolicy(Duration.ofSeconds(15), Duration.ofSeconds(40), Duration.ofSeconds(60));

  private long nowNanos;
  private final HeartbeatMonitor monitor = new HeartbeatMonitor(() -> nowNanos);

  /** Fills the monitor. */
  @Setup
  public void fill() {
    for (int i = 0; i < OTHERS; i++) {
      monitor.watch(monitor.admit(POLICY), POLICY, NobodysPeer.INSTANCE);
    }
  }

  /** Registers a heartbeat and cancels it. */
  @Benchmark
  public void registerAndCancel() {
    monitor.watch(monitor.admit(POLICY), POLICY, NobodysPeer.INSTANCE).stop();
  }

  /** A second passes: the places that were left can be taken again. */
  @TearDown(Level.Iteration)
  public void pass() {
    nowNanos += Duration.ofSeconds(1).toNanos();
    monitor.advance();
  }
}
