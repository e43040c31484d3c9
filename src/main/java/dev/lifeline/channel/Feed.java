package dev.lifeline.channel;

import dev.lifeline.protocol.Position;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A channel for one receiver, from a position on: every message once and in order, or the receiver
 * is told that there is a gap. Safe for use by any thread; sends by one at a time.
 *
 * <p>It is live while each message that the channel delivers is the next one and the receiver takes
 * it. Else it is behind: then it reads from the store, as fast as the receiver takes it, and what
 * is delivered meanwhile is only noted, since the store has it. So nothing is buffered for anybody,
 * and nobody is ended for being slow with his own history.
 */
public final class Feed implements Subscriber {

  private static final Logger LOG = System.getLogger(Feed.class.getName());

  /** 64 messages are read at a time. */
  private static final int PAGE_MESSAGES = 64;

  /** 64 KB are sent before the receiver has to be done with them: 10 s even at 50 kbit/s. */
  private static final int PAGE_BYTES = 64 << 10;

  private enum State {
    /** Has not been told yet where it begins. */
    BEGINNING,
    /** Reads from the store: only that task sends. */
    BEHIND,
    /** Takes what the channel delivers: only the delivering thread sends. */
    LIVE,
    CLOSED
  }

  private final String channel;
  private final Channels channels;
  private final Executor executor;
  private final FeedReceiver receiver;
  private final boolean presence;

  /** Guarded by this, as is all below. */
  private State state = State.BEGINNING;

  private Position position = new Position("", 0);

  /** The newest that was delivered while it was not live. */
  private long newest;

  /** A message of another epoch was delivered. */
  private boolean epochHasChanged;

  /** Somebody sends: a close tells the receiver only after that. */
  private boolean sending;

  /** The task that reads from the store is under way; with the flag it looks once more. */
  private boolean reading;

  private boolean readAgain;

  /** Changes of the members that came before the receiver knew whom they change. */
  private final Queue<PresenceNews> held = new ArrayDeque<>(0);

  private boolean tellsPresence;

  /**
   * Creates it without a beginning.
   *
   * @param presence whether the receiver is told of the members
   * @param executor runs what reads from the store
   */
  public Feed(
      String channel,
      boolean presence,
      Channels channels,
      Executor executor,
      FeedReceiver receiver) {
    this.presence = presence;
    this.channel = channel;
    this.channels = channels;
    this.executor = executor;
    this.receiver = receiver;
  }

  /** The channel's name. */
  public String channel() {
    return channel;
  }

  /** Whether the receiver is told of the members. */
  public boolean presence() {
    return presence;
  }

  /**
   * Begins; to be called once.
   *
   * @param after from where; null for the end
   * @param history with how many messages before the end
   */
  public void begin(@Nullable Position after, int history) {
    CompletionStage<?> listening = channels.subscribe(channel, this);
    if (isClosed()) {
      // It was closed before, and that found nothing to leave.
      channels.unsubscribe(channel, this);
      return;
    }
    listening
        .thenCompose(same -> Beginning.find(channels.store(), channel, after, history, presence))
        .whenComplete(
            (beginning, failure) -> {
              if (failure == null) {
                start(beginning);
              } else {
                fail(failure);
              }
            });
  }

  private void start(Beginning beginning) {
    synchronized (this) {
      if (state == State.CLOSED) {
        return;
      }
      position = beginning.position();
      epochHasChanged = false;
      sending = true;
    }
    receiver.subscribed(
        this, beginning.position(), beginning.last(), beginning.recovered(), beginning.members());
    for (PresenceNews news = nextHeld(); news != null; news = nextHeld()) {
      receiver.present(this, news);
    }
    if (doneSending(State.BEHIND)) {
      catchUp();
    }
  }

  @Override
  public void present(PresenceNews news) {
    if (presence && !holds(news)) {
      receiver.present(this, news);
    }
  }

  /** Whether it is told later, or not at all. */
  private synchronized boolean holds(PresenceNews news) {
    if (!tellsPresence && state != State.CLOSED) {
      held.add(news);
    }
    return !tellsPresence || state == State.CLOSED;
  }

  /** With the last one, the thread that delivers tells by itself. */
  private synchronized @Nullable PresenceNews nextHeld() {
    PresenceNews next = held.poll();
    tellsPresence = next == null;
    return next;
  }

  @Override
  public void deliver(Delivery delivery) {
    Stored stored = delivery.stored();
    switch (admit(stored)) {
      case GOES -> send(delivery, stored);
      case SHOWS_A_HOLE -> catchUp();
      case IS_NOTED -> {}
    }
  }

  private enum Admission {
    GOES,
    SHOWS_A_HOLE,
    IS_NOTED
  }

  private synchronized Admission admit(Stored stored) {
    if (state == State.LIVE && stored.epoch().equals(position.epoch())) {
      if (stored.offset() == position.offset() + 1) {
        sending = true;
        return Admission.GOES;
      }
      if (stored.offset() <= position.offset()) {
        return Admission.IS_NOTED;
      }
    }
    newest = Math.max(newest, stored.offset());
    epochHasChanged |= state != State.BEGINNING && !stored.epoch().equals(position.epoch());
    if (state != State.LIVE) {
      return Admission.IS_NOTED;
    }
    state = State.BEHIND;
    return Admission.SHOWS_A_HOLE;
  }

  private void send(Delivery delivery, Stored stored) {
    boolean taken = receiver.offer(delivery);
    if (taken) {
      setPosition(stored.position());
    }
    // The room may have been told before it was known here that somebody waits for it.
    if (doneSending(taken ? State.LIVE : State.BEHIND) && !taken && !receiver.awaitRoom()) {
      catchUp();
    }
  }

  /** There is room for what was not taken. */
  public void roomAgain() {
    catchUp();
  }

  /** Ends it: the receiver is told, once the message that is being sent has been. */
  public void close() {
    boolean tell;
    synchronized (this) {
      tell = state != State.CLOSED && !sending;
      state = State.CLOSED;
    }
    channels.unsubscribe(channel, this);
    if (tell) {
      receiver.unsubscribed(this);
    }
  }

  /** Ends it, with nobody there to be told. */
  public void drop() {
    synchronized (this) {
      state = State.CLOSED;
      sending = false;
    }
    channels.unsubscribe(channel, this);
  }

  /** Whether it goes on, in that state; where it was closed meanwhile, the receiver is told. */
  private boolean doneSending(State next) {
    synchronized (this) {
      boolean wasSending = sending;
      sending = false;
      if (state != State.CLOSED) {
        state = next;
        return true;
      }
      if (!wasSending) {
        return false;
      }
    }
    receiver.unsubscribed(this);
    return false;
  }

  private void catchUp() {
    synchronized (this) {
      if (state != State.BEHIND) {
        return;
      }
      if (reading) {
        readAgain = true;
        return;
      }
      reading = true;
    }
    executor.execute(this::readOn);
  }

  /** Reads page after page while each is taken; in a loop where the store answers at once. */
  private void readOn() {
    boolean more = true;
    while (more) {
      CompletionStage<Optional<List<Stored>>> answer = readPage();
      CompletableFuture<Optional<List<Stored>>> page = answer.toCompletableFuture();
      if (!page.isDone()) {
        answer.whenComplete((read, failure) -> executor.execute(() -> goOnWith(page)));
        return;
      }
      more = send(page);
    }
  }

  private void goOnWith(CompletableFuture<Optional<List<Stored>>> page) {
    if (send(page)) {
      readOn();
    }
  }

  private CompletionStage<Optional<List<Stored>>> readPage() {
    Position from;
    synchronized (this) {
      readAgain = false;
      if (epochHasChanged) {
        return CompletableFuture.completedStage(Optional.empty());
      }
      from = position;
    }
    return channels.store().read(channel, from, PAGE_MESSAGES);
  }

  /** Sends a page, or what has become of it. Returns whether to read another. */
  private boolean send(CompletableFuture<Optional<List<Stored>>> page) {
    Optional<List<Stored>> messages;
    try {
      messages = page.join();
    } catch (CompletionException | CancellationException e) {
      fail(e);
      return false;
    }
    if (messages.isEmpty()) {
      goOnBehindTheGap();
      return false;
    }
    if (!beginSending()) {
      return false;
    }
    boolean allSent = sendAll(messages.get());
    if (!doneSending(State.BEHIND)
        || (allSent && isUpToDate(messages.get().size() < PAGE_MESSAGES))) {
      return false;
    }
    boolean waits = !allSent || receiver.awaitRoom();
    return !waits || isRoomAgain();
  }

  private synchronized boolean beginSending() {
    sending = state == State.BEHIND;
    return sending;
  }

  /** Whether all of them were sent; else there will be room later. */
  private boolean sendAll(List<Stored> messages) {
    long bytes = 0;
    for (Stored stored : messages) {
      if (isClosed() || !receiver.offer(new Delivery(channel, stored, channels.codec()))) {
        return false;
      }
      setPosition(stored.position());
      bytes += stored.payload().bytes();
      if (bytes > PAGE_BYTES) {
        if (receiver.awaitRoom()) {
          return false;
        }
        bytes = 0;
      }
    }
    return true;
  }

  private synchronized boolean isClosed() {
    return state == State.CLOSED;
  }

  private synchronized void setPosition(Position reached) {
    position = reached;
  }

  /** Whether the call of {@link #roomAgain} has come already; else that goes on. */
  private synchronized boolean isRoomAgain() {
    reading = readAgain && state == State.BEHIND;
    return reading;
  }

  /** Whether nothing is left to read, and the feed is live from now on. */
  private synchronized boolean isUpToDate(boolean wasLastPage) {
    if (state != State.BEHIND) {
      reading = false;
      return true;
    }
    if (!wasLastPage || epochHasChanged || position.offset() < newest) {
      return false;
    }
    state = State.LIVE;
    reading = false;
    return true;
  }

  /** What was to follow is kept no more: the receiver is told, and it goes on at the end. */
  private void goOnBehindTheGap() {
    synchronized (this) {
      newest = 0;
    }
    channels
        .store()
        .extent(channel)
        .whenComplete(
            (extent, failure) -> {
              synchronized (this) {
                reading = false;
              }
              if (failure == null) {
                start(Beginning.behindGap(extent));
              } else {
                fail(failure);
              }
            });
  }

  private void fail(Throwable failure) {
    LOG.log(Level.ERROR, "the store failed", failure);
    synchronized (this) {
      if (state == State.CLOSED) {
        return;
      }
      state = State.CLOSED;
    }
    channels.unsubscribe(channel, this);
    receiver.failed(this);
  }
}
