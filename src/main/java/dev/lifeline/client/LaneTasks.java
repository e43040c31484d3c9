package dev.lifeline.client;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client's lane, timers, tokens and delays, as a layer above it sees them. */
final class LaneTasks implements ClientTasks {

  private final Surroundings surroundings;
  private final ReconnectOptions reconnect;
  private final Machine machine;

  LaneTasks(Surroundings surroundings, ReconnectOptions reconnect, Machine machine) {
    this.surroundings = surroundings;
    this.reconnect = reconnect;
    this.machine = machine;
  }

  @Override
  public boolean execute(Runnable task) {
    return surroundings.lane().enter(task);
  }

  @Override
  public void afterwards(Runnable step) {
    surroundings.lane().afterwards(step);
  }

  @Override
  public Runnable after(Duration time, Runnable task) {
    return surroundings.timers().schedule(time.toNanos(), task)::cancel;
  }

  @Override
  public Runnable ask(
      Supplier<? extends CompletionStage<String>> provider,
      BiConsumer<@Nullable String, @Nullable Throwable> answer) {
    return surroundings.tokens().request(provider, answer);
  }

  @Override
  public void fail(int code, String reason) {
    machine.fail(End.of(code, reason));
  }

  @Override
  public Duration delay(int retry) {
    double random = surroundings.random().getAsDouble();
    return Duration.ofNanos(reconnect.policy().delayNanos(retry, random));
  }
}
