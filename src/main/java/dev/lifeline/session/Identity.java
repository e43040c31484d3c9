package dev.lifeline.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is, as its credentials say.
 *
 * @param name how it is known to others; null for one without a name
 * @param expiresIn how long the credentials hold from now on; null where they do not expire
 */
public record Identity(@Nullable String name, @Nullable Duration expiresIn) {

  /** One that does not expire. */
  public static Identity of(@Nullable String name) {
    return new Identity(name, null);
  }
}
