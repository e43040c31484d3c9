package dev.lifeline.client;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way back from a backup server: tries the better ones beside the connection in use, one at a
 * time, until one opens. Used in the lane.
 */
final class Failback implements Link.Listener {

  private final Servers servers;
  private final Timers timers;
  private final BiFunction<Integer, Link.Listener, Link> connect;
  private final Consumer<Link> takeOver;
  private final Timer timer;

  /** Null while none is tried. */
  private @Nullable Link candidate;

  /** The place of the server in use, and when its connection opened. */
  private int current;

  private long openedNanos;

  /**
   * Creates one at rest.
   *
   * @param connect begins to connect to the server of a place in the list
   * @param takeOver told of a candidate that has opened, and is none any more
   */
  Failback(
      Servers servers,
      Timers timers,
      BiFunction<Integer, Link.Listener, Link> connect,
      Consumer<Link> takeOver) {
    this.servers = servers;
    this.timers = timers;
    this.connect = connect;
    this.takeOver = takeOver;
    timer = new Timer(timers, this::attempt);
  }

  /** A connection to the server has opened; where there are better ones, they are tried later. */
  void opened(int server) {
    current = server;
    openedNanos = timers.ticker().nanos();
    tryLater();
  }

  @Override
  public void opened(Link link) {
    candidate = null;
    takeOver.accept(link);
  }

  @Override
  public void ended(Link link, End end) {
    candidate = null;
    servers.failed(link.server());
    tryLater();
  }

  /** Nothing is tried any more, and what is under way is let go. */
  void stop() {
    timer.stop();
    if (candidate != null) {
      candidate.letGo(End.NORMAL, "");
      candidate = null;
    }
  }

  private void tryLater() {
    if (current > 0) {
      timer.start(servers.untilBetterNanos(current, openedNanos));
    }
  }

  private void attempt() {
    candidate = connect.apply(servers.choose(), this);
  }
}
