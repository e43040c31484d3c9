package dev.lifeline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * One thread for many sockets: what is ready, what other threads ask for, what is due. Whatever is
 * handed to it runs there, one after the other; all but {@link #call} and {@link #close(Runnable)}
 * is for that thread alone.
 */
final class SelectorLoop {

  /** Has an interest in a channel. */
  interface Handler {
    void ready(SelectionKey key) throws IOException;
  }

  /** Something that is due once. */
  record Timer(long dueNanos, Runnable task) {}

  private final Selector selector;
  private final Thread thread;

  /** By difference, since the clock's values may overflow. */
  private final PriorityQueue<Timer> timers =
      new PriorityQueue<>((a, b) -> Long.signum(a.dueNanos() - b.dueNanos()));

  /** Guards itself and {@link #ended}. */
  private final Queue<FutureTask<?>> calls = new ArrayDeque<>();

  private boolean ended;
  private boolean closing;

  /** What ended the loop other than its close. */
  private volatile Exception failure;

  SelectorLoop(String name) throws IOException {
    selector = Selector.open();
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Runs a task between two selections and waits for its result.
   *
   * @throws IllegalStateException if the loop has ended, or the task failed: by that cause
   */
  <T> T call(Callable<T> task) {
    FutureTask<T> call = new FutureTask<>(task);
    if (Thread.currentThread() == thread) {
      call.run();
    } else {
      hand(call);
    }
    try {
      return call.get();
    } catch (CancellationException e) {
      throw new IllegalStateException("the loop has ended", failure);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  SelectionKey register(SelectableChannel channel, int operations, Handler handler)
      throws IOException {
    channel.configureBlocking(false);
    return channel.register(selector, operations, handler);
  }

  /**
   * Closes a channel before this returns: one that is registered would else wait for a selection.
   */
  void close(SelectableChannel channel) {
    try {
      channel.close();
      selector.selectNow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Timer later(long nanos, Runnable task) {
    Timer timer = new Timer(System.nanoTime() + nanos, task);
    timers.add(timer);
    return timer;
  }

  void cancel(Timer timer) {
    timers.remove(timer);
  }

  /**
   * Ends, waits for the thread's end, and does nothing the second time.
   *
   * @param farewell run by the loop as its last
   * @throws IllegalStateException if the loop had failed before
   */
  void close(Runnable farewell) {
    hand(
        new FutureTask<>(
            () -> {
              closing = true;
              farewell.run();
              return null;
            }));
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw new IllegalStateException("the loop failed", failure);
    }
  }

  private void hand(FutureTask<?> call) {
    synchronized (calls) {
      if (ended) {
        call.cancel(false);
      } else {
        calls.add(call);
      }
    }
    selector.wakeup();
  }

  private void run() {
    try {
      while (!closing) {
        selector.select(millisToNextTimer());
        handleReady();
        runCalls();
        runTimers();
      }
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      end();
    }
  }

  /** Accepts last: what was sent before a connection was made is read before it is accepted. */
  private void handleReady() throws IOException {
    List<SelectionKey> ready = List.copyOf(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (boolean accepting : new boolean[] {false, true}) {
      for (SelectionKey key : ready) {
        if (key.isValid() && key.isAcceptable() == accepting) {
          ((Handler) key.attachment()).ready(key);
        }
      }
    }
  }

  private void runCalls() {
    while (true) {
      FutureTask<?> call;
      synchronized (calls) {
        call = calls.poll();
      }
      if (call == null) {
        return;
      }
      call.run();
    }
  }

  private void runTimers() {
    while (!timers.isEmpty() && timers.peek().dueNanos() - System.nanoTime() <= 0) {
      timers.poll().task().run();
    }
  }

  /** 0 for ever, as the selector has it. */
  private long millisToNextTimer() {
    Timer next = timers.peek();
    return next == null
        ? 0
        : Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.dueNanos() - System.nanoTime()));
  }

  private void end() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      failure = e;
    }
    synchronized (calls) {
      ended = true;
      calls.forEach(call -> call.cancel(false));
    }
  }
}
