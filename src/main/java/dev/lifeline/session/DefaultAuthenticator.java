package dev.lifeline.session;

import java.util.Optional;

/**
 * Where the application brings none: a client is the container's principal, or else whoever it says
 * it is. A token is refused, since nobody here could tell a good one: an application that has lost
 * its authenticator should not let everybody in.
 */
public final class DefaultAuthenticator implements Authenticator {

  @Override
  public Optional<Identity> authenticate(Credentials credentials) {
    if (credentials.token() != null) {
      return Optional.empty();
    }
    return Optional.of(
        Identity.of(
            credentials.principal() != null
                ? credentials.principal().getName()
                : credentials.name()));
  }
}
