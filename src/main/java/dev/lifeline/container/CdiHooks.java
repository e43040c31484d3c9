package dev.lifeline.container;

import dev.lifeline.protocol.Payload;
import dev.lifeline.session.Authenticator;
import dev.lifeline.session.Authorizer;
import dev.lifeline.session.DefaultAuthenticator;
import dev.lifeline.session.Identity;
import dev.lifeline.session.MessageFilter;
import dev.lifeline.session.MessagePublished;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import java.util.Optional;

/** What the application brings to decide things, as CDI beans and observers, or the defaults. */
@Dependent
class CdiHooks {

  private static final MessagePublished ANY =
      new MessagePublished(Identity.of(null), "any", new Payload.Text(""));

  @Inject Instance<Authenticator> authenticators;
  @Inject Instance<Authorizer> authorizers;
  @Inject Event<MessagePublished> published;
  @Inject BeanManager beans;

  /** Whether any of them may wait: the defaults do not. */
  boolean mayWait() {
    return !authenticators.isUnsatisfied() || !authorizers.isUnsatisfied() || isObserved();
  }

  /** The application's, or the default; fails where it brings two. */
  Authenticator authenticator() {
    return authenticators.isUnsatisfied() ? new DefaultAuthenticator() : authenticators.get();
  }

  /** The application's, or one that allows everything; fails where it brings two. */
  Authorizer authorizer() {
    return authorizers.isUnsatisfied() ? new Authorizer() {} : authorizers.get();
  }

  /** Asks the application's observers, where it has any. */
  MessageFilter filter() {
    return isObserved() ? this::ask : (from, channel, payload) -> Optional.of(payload);
  }

  private boolean isObserved() {
    return !beans.resolveObserverMethods(ANY).isEmpty();
  }

  private Optional<Payload> ask(Identity from, String channel, Payload payload) {
    MessagePublished event = new MessagePublished(from, channel, payload);
    published.fire(event);
    return event.payload();
  }
}
