package dev.lifeline.client;

import static dev.lifeline.client.ClientState.CHECKING;
import static dev.lifeline.client.ClientState.CLOSED;
import static dev.lifeline.client.ClientState.CONNECTING;
import static dev.lifeline.client.ClientState.OFFLINE;
import static dev.lifeline.client.ClientState.OPEN;
import static dev.lifeline.client.ClientState.WAITING;

import dev.lifeline.protocol.CloseCode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client does when: connects, gives up, waits, comes back. Used in the lane.
 *
 * <p>At any time there is at most one link in use and one timer that leads to the next: each way
 * out of a link goes through {@link #drop}. What the application is told, it is told after the
 * transition.
 */
final class Machine implements Link.Listener {

  private final ClientOptions options;
  private final Surroundings surroundings;
  private final Lane lane;
  private final Told told;
  private final StatusMachine status = new StatusMachine();
  private final Servers servers;
  private final Retries retries;
  private final Failback failback;
  private final Outbox outbox;
  private final Pause pause;
  private final Pulse pulse;

  /** Null while waiting, offline and when closed. */
  private @Nullable Link link;

  /** Of the last link that opened. Written in the lane, read by any thread. */
  private volatile String protocol = "";

  Machine(ClientOptions options, Surroundings surroundings, Told told) {
    this.options = options;
    this.surroundings = surroundings;
    this.told = told;
    lane = surroundings.lane();
    Timers timers = surroundings.timers();
    servers = new Servers(options.servers(), options.coolDown(), timers.ticker());
    retries = new Retries(options.reconnect(), timers, surroundings.random());
    failback = new Failback(servers, timers, this::newLink, this::takeOver);
    pause = new Pause(timers, this::connectIfOnline, this::lookAtNetwork);
    pulse = new Pulse(options.heartbeat(), timers, this);
    outbox = new Outbox(options.queue(), this::openLink, pulse::sent);
  }

  /** Makes the first attempt. */
  void start() {
    connectIfOnline();
  }

  /** May be asked by any thread. */
  ClientStatus status() {
    return status.status();
  }

  /** May be asked by any thread. */
  boolean isLive() {
    return status.isLive();
  }

  /** With {@code WAITING}: nanoseconds until the next attempt. May be asked by any thread. */
  long untilDueNanos() {
    return pause.leftNanos();
  }

  /** May be asked by any thread. */
  int retries() {
    return retries.count();
  }

  /** May be asked by any thread. */
  String protocol() {
    return protocol;
  }

  void send(OutgoingMessage message) {
    outbox.send(message);
  }

  /** Ends everything: no timer is left, and it never comes back. */
  void close(int code, String reason) {
    if (!status.isClosed()) {
      stopTimers();
      if (link != null) {
        link.close(code, reason);
        link = null;
      }
      finish(End.of(code, reason));
    }
  }

  /** Tries at once: ends a wait, or replaces a connection that is open. */
  void reconnect() {
    if (status.isLive()) {
      End end = End.of(End.NORMAL, "reconnect");
      boolean wasOpen = drop(end.code(), end);
      connect();
      tellEnd(end, wasOpen);
    } else if (status.state() == WAITING || status.state() == OFFLINE) {
      connect();
    }
  }

  /** The protocol above has found the connection useless: the server has failed. */
  void fail(End end) {
    if (status.isLive() && link != null) {
      if (!end.isClean()) {
        // One that was never welcomed was of no use, however long it lasted.
        retries.revoke();
      }
      ended(link, end);
    }
  }

  /** There is reason to doubt the connection, or to hope for one. */
  void wake() {
    switch (status.state()) {
      case OPEN, CHECKING -> pulse.probe();
      case WAITING -> waitLess();
      case OFFLINE -> lookAtNetwork();
      case CONNECTING, CLOSED -> {}
    }
  }

  // What the link in use tells.

  @Override
  public void opened(Link opened) {
    protocol = opened.protocol();
    retries.opened();
    if (options.failback()) {
      failback.opened(opened.server());
    }
    pulse.start();
    to(ClientStatus.of(OPEN));
    lane.afterwards(() -> tellOpened(opened));
  }

  @Override
  public void text(Link from, String message) {
    if (!pulse.takes(message)) {
      lane.afterwards(() -> tellOf(from, () -> told.text(message)));
    }
  }

  @Override
  public void binary(Link from, ByteBuffer message) {
    pulse.heard();
    lane.afterwards(() -> tellOf(from, () -> told.binary(message)));
  }

  @Override
  public void part() {
    pulse.heard();
  }

  @Override
  public void pong(ByteBuffer payload) {
    pulse.pong(payload);
  }

  @Override
  public void ended(Link ended, End end) {
    Optional<Duration> asked = end.retryIn();
    if (end.isFinal()) {
      drop(End.NORMAL, end);
      finish(end);
    } else if (asked.isPresent()) {
      boolean wasOpen = drop(End.NORMAL, end);
      retry(end, wasOpen, () -> pause(asked.get().toNanos(), true, end));
    } else {
      lost(End.NORMAL, end, () -> pause(retries.delayNanos(), false, end));
    }
  }

  // What the pulse tells.

  /** An answer is taking its time. */
  void overdue() {
    to(ClientStatus.of(CHECKING));
  }

  /** It came after all. */
  void alive() {
    to(ClientStatus.of(OPEN));
  }

  void roundTrip(Duration time) {
    told.roundTrip(time);
  }

  /** The link in use; null where there is none that takes anything. */
  @Nullable Link openLink() {
    return status.isLive() && link != null && link.isOpen() ? link : null;
  }

  /** No answer came: the socket may take minutes to say so, hence it is not asked. */
  void dead() {
    End end = End.abnormal("no answer to a heartbeat");
    lost(
        CloseCode.NO_HEARTBEAT.code(),
        end,
        () -> {
          retries.countOne();
          connect();
        });
  }

  /** The server is to blame, or the network. */
  private void lost(int code, End end, Runnable next) {
    if (link != null) {
      servers.failed(link.server());
    }
    boolean wasOpen = drop(code, end);
    if (isOnline()) {
      retry(end, wasOpen, next);
    } else {
      goOffline(end);
      tellEnd(end, wasOpen);
    }
  }

  private void retry(End end, boolean wasOpen, Runnable next) {
    if (retries.areUsedUp()) {
      String reason = "gave up after " + retries.count() + " retries";
      finish(new End(end.code(), reason, end.cause()));
    } else {
      next.run();
      tellEnd(end, wasOpen);
    }
  }

  private void pause(long delayNanos, boolean byServer, End end) {
    retries.countOne();
    waitFor(delayNanos, byServer, end);
  }

  private void takeOver(Link opened) {
    End end = End.of(End.NORMAL, "failback");
    boolean wasOpen = drop(end.code(), end);
    opened.passTo(this);
    link = opened;
    tellEnd(end, wasOpen);
    opened(opened);
  }

  /** First the listeners, then what waited: what those send, a login for example, goes first. */
  private void tellOpened(Link opened) {
    tellOf(
        opened,
        () -> {
          opened.markTold();
          told.opened();
          lane.afterwards(outbox::sendWaiting);
        });
  }

  /** A listener may have let the link go meanwhile: then nothing of it is told any more. */
  private void tellOf(Link of, Runnable news) {
    if (of == link) {
      news.run();
    }
  }

  private void connectIfOnline() {
    if (isOnline()) {
      connect();
    } else {
      goOffline(End.abnormal("no network"));
    }
  }

  private void connect() {
    pause.end();
    link = newLink(servers.choose(), this);
    to(ClientStatus.of(CONNECTING));
  }

  private Link newLink(int server, Link.Listener listener) {
    return new Link(server, options, surroundings, listener);
  }

  private boolean isOnline() {
    return options.network().getAsBoolean();
  }

  private void goOffline(End end) {
    to(ClientStatus.of(OFFLINE, end));
    pause.awaitNetwork();
  }

  private void lookAtNetwork() {
    if (isOnline()) {
      connect();
    } else {
      pause.awaitNetwork();
    }
  }

  private void waitFor(long delayNanos, boolean byServer, End end) {
    pause.begin(delayNanos, byServer);
    to(ClientStatus.waiting(Duration.ofNanos(delayNanos), end.code(), end.reason()));
  }

  private void waitLess() {
    long left = pause.leftWhenWokenNanos();
    if (left == 0) {
      connectIfOnline();
    } else if (left < pause.leftNanos()) {
      ClientStatus before = status.status();
      waitFor(left, false, End.of(before.code(), before.reason()));
    }
  }

  /**
   * Lets the link in use go, with all that was to come of it; what had not left is kept.
   *
   * @return whether its opening has been told
   */
  private boolean drop(int code, End end) {
    stopTimers();
    if (link == null) {
      return false;
    }
    Link dropped = link;
    link = null;
    outbox.putBack(dropped.letGo(code, end.reason()));
    return dropped.isTold();
  }

  private void stopTimers() {
    pause.stop();
    retries.stop();
    failback.stop();
    pulse.stop();
  }

  private void finish(End end) {
    outbox.close();
    to(ClientStatus.of(CLOSED, end));
    tellEnd(end, true);
    lane.afterwards(lane::end);
  }

  private void tellEnd(End end, boolean wasOpen) {
    if (!end.isClean()) {
      told.error(end);
    }
    if (wasOpen) {
      told.closed(end);
    }
  }

  private void to(ClientStatus next) {
    ClientStatus before = status.status();
    if (!next.equals(before)) {
      status.to(next);
      told.status(next);
    }
  }
}
