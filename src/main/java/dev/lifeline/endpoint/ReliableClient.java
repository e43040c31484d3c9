package dev.lifeline.endpoint;

import dev.lifeline.channel.ChannelName;
import dev.lifeline.connection.Connection;
import dev.lifeline.connection.Deadlines;
import dev.lifeline.connection.EndReason;
import dev.lifeline.connection.OutboundMessage;
import dev.lifeline.protocol.BadMessageException;
import dev.lifeline.protocol.ClientMessage;
import dev.lifeline.protocol.ClientMessage.Authenticate;
import dev.lifeline.protocol.ClientMessage.Hello;
import dev.lifeline.protocol.ClientMessage.Publish;
import dev.lifeline.protocol.ClientMessage.Subscribe;
import dev.lifeline.protocol.ClientMessage.Unsubscribe;
import dev.lifeline.protocol.Payload;
import dev.lifeline.protocol.ServerMessage;
import dev.lifeline.session.Credentials;
import dev.lifeline.session.Identity;
import dev.lifeline.session.Link;
import dev.lifeline.session.ReliableSession;
import dev.lifeline.session.Sessions;
import jakarta.servlet.http.HttpSession;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client of {@code lifeline.v1}: it says hello, is welcomed, and then publishes
 * and subscribes by way of its session. Messages come from one thread at a time.
 */
final class ReliableClient extends WholeMessages implements Link {

  private enum Stage {
    EXPECTS_HELLO,
    AUTHENTICATES,
    WELCOMED
  }

  private final String pathChannel;
  private final @Nullable Principal principal;
  private final ReliableClients.Shared shared;
  private final Subscriptions subscriptions;

  /** What happens if nothing is said, or the credentials run out. Guarded by this. */
  private Deadlines.@Nullable Deadline deadline;

  /** Null where the client came without an HttpSession. */
  private final @Nullable HttpSessionWatch login;

  /** Written by the reader and, while nothing may be said, by who authenticates. */
  private volatile Stage stage = Stage.EXPECTS_HELLO;

  /** Null before the welcome. */
  private volatile @Nullable ReliableSession session;

  ReliableClient(
      Connection connection,
      String pathChannel,
      @Nullable Principal principal,
      @Nullable HttpSession httpSession,
      ReliableClients.Shared shared) {
    super(connection, shared.rules().messages());
    this.pathChannel = pathChannel;
    this.principal = principal;
    this.shared = shared;
    this.subscriptions = new Subscriptions(connection, this, shared);
    this.login =
        httpSession == null
            ? null
            : new HttpSessionWatch(
                httpSession,
                System::currentTimeMillis,
                shared.deadlines(),
                left -> send(new ServerMessage.Expiring(left)),
                () -> end(EndReason.EXPIRED));
  }

  @Override
  public void opened() {
    if (ChannelName.isValid(pathChannel)) {
      setDeadline(shared.rules().helloTimeout(), () -> end(EndReason.NO_HELLO));
    } else {
      end(EndReason.INVALID_CHANNEL);
    }
  }

  @Override
  void receive(String text) {
    if (Payload.utf8Length(text) > shared.rules().messages().maxMessageBytes()) {
      refuseTooBig();
      return;
    }
    try {
      handle(shared.codec().decode(text));
    } catch (BadMessageException e) {
      connection().end(EndReason.BAD_MESSAGE, e.closeText());
    }
  }

  @Override
  void receive(ByteBuffer bytes) {
    connection()
        .end(
            EndReason.BAD_MESSAGE,
            new BadMessageException("binary messages are not allowed").closeText());
  }

  private void handle(ClientMessage message) throws BadMessageException {
    if (message instanceof Hello hello && stage == Stage.EXPECTS_HELLO) {
      stage = Stage.AUTHENTICATES;
      setDeadline(null, () -> {});
      authenticate(
          new Credentials(hello.token(), hello.name(), principal),
          identity -> welcome(hello.session(), identity));
      return;
    }
    ReliableSession mine = session;
    if (stage != Stage.WELCOMED || mine == null) {
      throw new BadMessageException(
          stage == Stage.EXPECTS_HELLO ? "hello has to be the first" : "not before the welcome");
    }
    if (message instanceof Publish publish) {
      mine.publish(this, publish);
    } else if (message instanceof Subscribe subscribe) {
      subscriptions.add(mine, subscribe);
    } else if (message instanceof Unsubscribe unsubscribe) {
      subscriptions.remove(mine, unsubscribe.channel());
    } else if (message instanceof Authenticate authenticate) {
      authenticate(
          new Credentials(authenticate.token(), mine.identity().name(), principal),
          identity -> renew(mine, identity));
    } else if (message instanceof Hello) {
      throw new BadMessageException("hello: not twice");
    } else {
      shared.sessions().end(mine, EndReason.BYE);
    }
  }

  /** Asks the application, on a thread that may wait. */
  private void authenticate(Credentials credentials, Consumer<Identity> accepted) {
    shared
        .gate()
        .executor()
        .execute(
            () -> {
              Optional<Identity> identity = shared.gate().identify(credentials);
              if (identity.isPresent()) {
                accepted.accept(identity.get());
              } else {
                end(EndReason.UNAUTHORIZED);
              }
            });
  }

  private void welcome(@Nullable String presented, Identity identity) {
    if (shared.sessions().wasKicked(presented)) {
      end(EndReason.KICKED);
      return;
    }
    Sessions.Opened opened = shared.sessions().open(presented, identity, this);
    session = opened.session();
    if (opened.resumed()) {
      shared.presence().interrupted(opened.session());
    }
    // Before the welcome goes: its client may answer sooner than this thread goes on.
    stage = Stage.WELCOMED;
    sendWelcome(opened.session(), opened.resumed(), identity);
    if (login != null) {
      login.look();
    }
    if (connection().hasEnded()) {
      // It ended in between, and its clean-up found no session.
      leave(opened.session());
    }
  }

  private void leave(ReliableSession mine) {
    if (shared.sessions().detach(mine, this)) {
      shared.presence().interrupted(mine);
    }
  }

  private void renew(ReliableSession mine, Identity identity) {
    if (Objects.equals(mine.identity().name(), identity.name())) {
      forgetLogin(); // The new credentials stand for themselves.
      sendWelcome(mine, true, identity);
    } else {
      end(EndReason.UNAUTHORIZED);
    }
  }

  private void forgetLogin() {
    if (login != null) {
      login.stop();
    }
  }

  private void sendWelcome(ReliableSession mine, boolean resumed, Identity identity) {
    ReliableRules rules = shared.rules();
    send(
        new ServerMessage.Welcome(
            mine.id(),
            resumed,
            mine.taken(),
            ReliableSession.WINDOW,
            rules.interval(),
            rules.timeout(),
            rules.resumeWindow(),
            identity.name(),
            identity.expiresIn()));
    expireIn(identity.expiresIn());
  }

  /** Warns before the credentials run out, and ends the connection when they have. */
  private void expireIn(@Nullable Duration left) {
    if (left == null) {
      setDeadline(null, () -> {});
      return;
    }
    Duration warning = Expiry.warningFor(left);
    setDeadline(
        left.minus(warning),
        () -> {
          send(new ServerMessage.Expiring(warning));
          setDeadline(warning, () -> end(EndReason.EXPIRED));
        });
  }

  /** Replaces the deadline; by none where the time is null. */
  private synchronized void setDeadline(@Nullable Duration time, Runnable action) {
    if (deadline != null) {
      deadline.cancel();
    }
    deadline = time == null || connection().hasEnded() ? null : after(time, action);
  }

  private Deadlines.Deadline after(Duration time, Runnable action) {
    return shared.deadlines().after(time, action);
  }

  @Override
  public void send(ServerMessage message) {
    connection().send(OutboundMessage.text(shared.codec().encode(message)));
  }

  @Override
  public void end(EndReason reason) {
    connection().end(reason);
  }

  @Override
  public void roomAgain() {
    subscriptions.roomAgain();
  }

  @Override
  public void draining(Duration retryIn) {
    if (stage == Stage.WELCOMED) {
      send(new ServerMessage.Draining(retryIn));
    }
  }

  @Override
  public void ended(EndReason reason) {
    setDeadline(null, () -> {});
    forgetLogin();
    subscriptions.drop();
    ReliableSession mine = session;
    if (mine != null) {
      leave(mine);
    }
  }
}
