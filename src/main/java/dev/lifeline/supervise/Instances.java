package dev.lifeline.supervise;

/** Makes an endpoint's instances as the server would have. Safe for use by any thread. */
public interface Instances {

  /** A new instance, with all that the server injects, for one connection. */
  Made make(Class<?> endpoint) throws InstantiationException;

  /** Does for an instance of a configurator's what the server does for such. */
  Made adopt(Object instance) throws InstantiationException;

  /** An instance, as long as its connection. */
  interface Made {

    Object instance();

    /** To be called once the connection has closed. */
    void release();
  }
}
