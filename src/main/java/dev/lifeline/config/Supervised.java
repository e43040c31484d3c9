package dev.lifeline.config;

import java.util.Set;

/**
 * Which of the application's own endpoints are supervised, and how.
 *
 * @param all {@code lifeline.supervise=all}
 * @param names else the paths and class names of those that are
 * @param heartbeats {@code lifeline.supervise.heartbeats}: whether heartbeat texts are answered
 *     before the endpoint sees them
 */
public record Supervised(boolean all, Set<String> names, boolean heartbeats) {

  static final String ALL = "all";
  static final String NONE = "none";

  /** Whether an endpoint is supervised. */
  public boolean includes(String path, String className) {
    return all || names.contains(path) || names.contains(className);
  }

  /**
   * Refuses names that no endpoint has.
   *
   * @param known the paths and class names of the application's endpoints
   * @throws ConfigurationException if there is such a name
   */
  public void check(Set<String> known) {
    if (!known.containsAll(names)) {
      throw Values.refused(
          Parameter.SUPERVISE,
          String.join(",", names),
          "each name has to be one of " + String.join(", ", known));
    }
  }
}
