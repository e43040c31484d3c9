package dev.lifeline.client.channel;

import dev.lifeline.protocol.BadMessageException;
import dev.lifeline.protocol.ClientMessage;
import dev.lifeline.protocol.ServerMessage;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the server who the client is, on each connection and before its credentials run out, and
 * awaits the welcome. Used in the order.
 */
final class Greeting {

  /** Stands for a connection that ended without a word (RFC 6455, section 7.4.1). */
  private static final int NO_CODE = 1006;

  private final Settings settings;
  private final Line line;
  private final Told told;
  private final Alarm overdue;

  /** Null without a provider. */
  private final @Nullable TokenQuestion tokens;

  /** The secret by which the session is resumed; null before the first welcome. */
  private @Nullable String session;

  /** A hello was sent on this connection, and its welcome has not come. */
  private boolean greets;

  /** How many of our authenticates have no welcome yet. */
  private int renewals;

  Greeting(Settings settings, Line line, Told told) {
    this.settings = settings;
    this.line = line;
    this.told = told;
    overdue = new Alarm(line, this::fail);
    Supplier<? extends CompletionStage<String>> provider = settings.token();
    tokens = provider == null ? null : new TokenQuestion(line, provider);
  }

  /**
   * Greets on a connection that has opened, as who it was. Where there is no token, or no welcome
   * in time, the connection is as good as one that failed.
   */
  void begin() {
    overdue.set(settings.welcomeTimeout());
    if (tokens == null) {
      sayHello(null);
    } else {
      tokens.ask(this::sayHello, told::failed);
    }
  }

  /** Brings another token, where there is a provider. */
  void renew() {
    if (tokens != null) {
      tokens.ask(this::authenticate, told::failed);
    }
  }

  /**
   * The welcome has come.
   *
   * @return whether it answers the hello; else it answers an authenticate, and changes nothing
   * @throws BadMessageException if it answers neither
   */
  boolean welcomed(ServerMessage.Welcome welcome) throws BadMessageException {
    boolean isSame = welcome.session().equals(session);
    boolean answersHello = greets;
    if (answersHello ? welcome.resumed() != isSame : renewals == 0 || !isSame) {
      throw new BadMessageException("welcome: not asked for");
    }
    if (answersHello) {
      overdue.stop();
      greets = false;
      session = welcome.session();
    } else {
      renewals--;
    }
    return answersHello;
  }

  /** The connection is gone, and no answer will come. */
  void stop() {
    overdue.stop();
    greets = false;
    renewals = 0;
    if (tokens != null) {
      tokens.giveUp();
    }
  }

  private void sayHello(@Nullable String token) {
    greets = true;
    line.send(new ClientMessage.Hello(session, token, settings.name()));
  }

  private void authenticate(String token) {
    renewals++;
    line.send(new ClientMessage.Authenticate(token));
  }

  private void fail() {
    String reason = "no welcome within " + settings.welcomeTimeout().toMillis() + " ms";
    line.tasks().fail(NO_CODE, reason);
  }
}
