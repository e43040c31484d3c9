package dev.lifeline.session;

import java.util.Optional;

/**
 * Finds out who a client is. An application brings its own as a CDI bean; without one a client is
 * the container's principal, or else whoever it says it is. Asked for every {@code hello}, a
 * resuming one too, and for every {@code authenticate}. May wait: it is called by a thread that
 * nobody waits for.
 */
@FunctionalInterface
public interface Authenticator {

  /** The identity, or empty where the credentials are refused. */
  Optional<Identity> authenticate(Credentials credentials);
}
