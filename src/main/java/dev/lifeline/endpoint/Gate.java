package dev.lifeline.endpoint;

import dev.lifeline.session.Authenticator;
import dev.lifeline.session.Authorizer;
import dev.lifeline.session.Credentials;
import dev.lifeline.session.Identity;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Who comes in, and who may hear what. One who fails to say so has refused.
 *
 * @param authenticator asked for every hello and authenticate
 * @param authorizer asked for every subscription
 * @param executor asks them, since they may wait
 */
public record Gate(Authenticator authenticator, Authorizer authorizer, Executor executor) {

  private static final Logger LOG = System.getLogger(Gate.class.getName());

  Optional<Identity> identify(Credentials credentials) {
    try {
      return authenticator.authenticate(credentials);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the Authenticator failed", e);
      return Optional.empty();
    }
  }

  boolean maySubscribe(Identity identity, String channel) {
    try {
      return authorizer.maySubscribe(identity, channel);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "the Authorizer failed", e);
      return false;
    }
  }
}
