package dev.lifeline.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * One direction of a {@link ProxiedConnection}: what has come from one side and not gone to the
 * other. Belongs to the loop's thread, its counts to all.
 */
final class Pipe {

  private static final int READ_BYTES = 16 * 1024;

  /** No more is read while so much waits: a slow way slows the sender down. */
  private static final int MOST_WAITING_BYTES = 256 * 1024;

  /** A trickle moves so often a second, where it has as many bytes. */
  private static final int MOVES_A_SECOND = 50;

  /** What came at one time. No bytes: the end of the stream. */
  private record Chunk(ByteBuffer bytes, long cameNanos) {}

  private final ProxiedConnection connection;
  private final Direction direction;
  private final SelectorLoop loop;
  private final Side from;
  private final Side to;
  private final Deque<Chunk> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private volatile boolean hasEnded;
  private boolean swallowing;

  private long delayNanos;

  /** 0: as many as come. */
  private int bytesPerSecond;

  private long nextMoveNanos;

  /** What is done when {@link #bytesToEnd} have passed; null where no end is set. */
  private Fault.How end;

  private long bytesToEnd;

  /** Moves what is not due yet; null while nothing waits for its time. */
  private SelectorLoop.Timer timer;

  private volatile long came;
  private volatile long passed;

  Pipe(ProxiedConnection connection, Direction direction, SelectorLoop loop, Side from, Side to) {
    this.connection = connection;
    this.direction = direction;
    this.loop = loop;
    this.from = from;
    this.to = to;
  }

  /** Bytes that the sender has sent. */
  long came() {
    return came;
  }

  /** Bytes that the receiver was given. */
  long passed() {
    return passed;
  }

  /** Whether the sender has said that no more will come, or was reset. */
  boolean hasEnded() {
    return hasEnded;
  }

  /** Whether nothing will come, and nothing is left to pass. */
  boolean isDone() {
    return hasEnded && waiting.isEmpty();
  }

  /** Lets bytes pass late or slowly; 0 and 0 for as they come. */
  void slow(long delay, int rate) {
    delayNanos = delay;
    bytesPerSecond = rate;
    nextMoveNanos = System.nanoTime();
    end = null;
  }

  /** Ends the connection when so many more bytes have passed. */
  void endAfter(long bytes, Fault.How how) {
    bytesToEnd = bytes;
    end = how;
  }

  /** From now on nothing passes, and what waits is lost. */
  void swallow() {
    swallowing = true;
    waiting.clear();
    waitingBytes = 0;
    to.want(SelectionKey.OP_WRITE, false);
    from.want(SelectionKey.OP_READ, !hasEnded);
  }

  /** The sender is nobody. */
  void endAtOnce() {
    hasEnded = true;
  }

  /** Takes what has come. */
  void read() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
    int count = from.read(bytes);
    while (count > 0) {
      take(bytes.flip());
      bytes = ByteBuffer.allocate(READ_BYTES);
      count = waitingBytes < MOST_WAITING_BYTES ? from.read(bytes) : 0;
    }
    if (count < 0) {
      hasEnded = true;
      hold(bytes.flip());
    }
    move();
  }

  private void take(ByteBuffer bytes) {
    // Told before it is counted: who waits for the count knows that the observer has seen it.
    connection.observer().came(connection, direction, bytes.asReadOnlyBuffer());
    came += bytes.remaining();
    hold(bytes);
  }

  private void hold(ByteBuffer bytes) {
    if (!swallowing) {
      waitingBytes += bytes.remaining();
      waiting.add(new Chunk(bytes, System.nanoTime()));
    }
  }

  /** Passes what is due and finds room. */
  void move() throws IOException {
    loop.cancel(timer);
    passWhatMay();
    from.want(SelectionKey.OP_READ, !hasEnded && waitingBytes < MOST_WAITING_BYTES);
    if (isDone() && !swallowing) {
      to.finish();
    }
  }

  private void passWhatMay() throws IOException {
    while (!waiting.isEmpty()) {
      Chunk first = waiting.element();
      long nanosLeft = nanosUntilDue(first);
      if (nanosLeft > 0) {
        timer = loop.later(nanosLeft, () -> connection.move(this));
        return;
      }
      if (first.bytes().hasRemaining() && !pass(first.bytes())) {
        return;
      }
      if (!first.bytes().hasRemaining()) {
        waiting.remove();
      }
    }
  }

  private long nanosUntilDue(Chunk chunk) {
    long now = System.nanoTime();
    long untilDelayed = chunk.cameNanos() + delayNanos - now;
    return bytesPerSecond == 0 ? untilDelayed : Math.max(untilDelayed, nextMoveNanos - now);
  }

  /** Passes as many as may go at once; false where there is no room, or the connection ended. */
  private boolean pass(ByteBuffer bytes) throws IOException {
    int most = mostAtOnce(bytes.remaining());
    ByteBuffer part = bytes.slice(bytes.position(), most);
    int count = to.write(part);
    bytes.position(bytes.position() + count);
    passed += count;
    waitingBytes -= count;
    if (bytesPerSecond > 0) {
      nextMoveNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(count) / bytesPerSecond;
    }
    if (end != null) {
      bytesToEnd -= count;
      if (bytesToEnd == 0) {
        connection.end(end);
        return false;
      }
    }
    to.want(SelectionKey.OP_WRITE, count < most);
    return count == most;
  }

  private int mostAtOnce(int remaining) {
    int most = remaining;
    if (bytesPerSecond > 0) {
      most = Math.min(most, Math.max(1, bytesPerSecond / MOVES_A_SECOND));
    }
    return end == null ? most : (int) Math.min(most, bytesToEnd);
  }
}
