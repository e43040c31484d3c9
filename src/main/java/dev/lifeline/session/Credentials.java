package dev.lifeline.session;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * What a client brings.
 *
 * @param token of its {@code hello} or {@code authenticate}; null where it has sent none
 * @param name what it wants to be called; null where it does not say
 * @param principal whom the container has found in the handshake; null where nobody
 */
public record Credentials(
    @Nullable String token, @Nullable String name, @Nullable Principal principal) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "Credentials[" + name + ", " + principal + "]";
  }
}
