package dev.lifeline.session;

import dev.lifeline.protocol.Payload;
import java.util.Optional;

/** Sees what sessions publish before it is stored. May wait, like an {@link Authorizer}. */
@FunctionalInterface
public interface MessageFilter {

  /** What is stored in its place, perhaps the same; empty for nothing. */
  Optional<Payload> filter(Identity from, String channel, Payload payload);
}
