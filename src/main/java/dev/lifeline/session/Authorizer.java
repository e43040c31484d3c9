package dev.lifeline.session;

/**
 * Says who may do what. An application brings its own as a CDI bean; without one everything is
 * allowed. May wait: it is called by a thread that nobody waits for. Plain clients are not asked
 * about.
 */
public interface Authorizer {

  /** Whether it may hear a channel. */
  default boolean maySubscribe(Identity identity, String channel) {
    return true;
  }

  /** Whether it may publish to a channel. */
  default boolean mayPublish(Identity identity, String channel) {
    return true;
  }
}
