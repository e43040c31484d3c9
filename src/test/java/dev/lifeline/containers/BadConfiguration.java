package dev.lifeline.containers;

import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Parameters that must keep the application from being deployed. */
enum BadConfiguration {
  NOT_A_DURATION("bad-duration", "lifeline.heartbeat.interval", "banana"),
  NEGATIVE("bad-sign", "lifeline.heartbeat.timeout", "-40s"),
  INTERVAL_NOT_BELOW_TIMEOUT("bad-order", "lifeline.heartbeat.interval", "40s"),
  UNKNOWN("bad-name", "lifeline.nonsense", "1");

  private final String deployment;
  private final String parameter;
  private final String value;

  BadConfiguration(String deployment, String parameter, String value) {
    this.deployment = deployment;
    this.parameter = parameter;
    this.value = value;
  }

  /** The name of the deployment, and its path. */
  String deployment() {
    return deployment;
  }

  /** The WAR with its defaults and this one parameter. */
  WebArchive war() {
    return ShippedWar.named(deployment).with(parameter, value).archive();
  }

  /** What the one line in the log says; what is allowed follows. */
  String complaint() {
    return "Lifeline cannot start: " + parameter + "=" + value + " is not allowed: ";
  }
}
