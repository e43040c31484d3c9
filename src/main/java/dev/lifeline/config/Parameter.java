package dev.lifeline.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The parameters and their defaults, as they would be written in web.xml. */
enum Parameter {
  HEARTBEAT_PROFILE("lifeline.heartbeat.profile", "normal"),
  /** Empty for the profile's. */
  HEARTBEAT_INTERVAL("lifeline.heartbeat.interval", ""),
  /** Empty for the profile's. */
  HEARTBEAT_TIMEOUT("lifeline.heartbeat.timeout", ""),
  HEARTBEAT_MESSAGES("lifeline.heartbeat.messages", "ping,heartbeat,HeartBeat,~H#C~"),
  HEARTBEAT_SERVER("lifeline.heartbeat.server", "ping"),
  HEARTBEAT_SERVER_MESSAGE("lifeline.heartbeat.server-message", ""),
  HANDLER_TIMEOUT("lifeline.handler.timeout", "60s"),
  MESSAGE_MAX_SIZE("lifeline.message.max-size", "64KB"),
  OUTBOUND_MAX_BYTES("lifeline.outbound.max-bytes", "1MB"),
  OUTBOUND_MAX_MESSAGES("lifeline.outbound.max-messages", "1000"),
  OUTBOUND_MAX_AGE("lifeline.outbound.max-age", "10s"),
  OUTBOUND_TOTAL_BYTES("lifeline.outbound.total-bytes", "64MB"),
  COMPRESSION("lifeline.compression", "off"),
  ORIGINS("lifeline.origins", ""),
  CONNECTIONS_MAX("lifeline.connections.max", "10000"),
  HELLO_TIMEOUT("lifeline.hello.timeout", "10s"),
  HISTORY_SIZE("lifeline.history.size", "1000"),
  HISTORY_TOTAL_BYTES("lifeline.history.total-bytes", "64MB"),
  RESUME_WINDOW("lifeline.resume.window", "2m"),
  RESUME_MAX_SESSIONS("lifeline.resume.max-sessions", "10000"),
  SUBSCRIPTIONS_MAX("lifeline.subscriptions.max", "100"),
  PRESENCE_GRACE("lifeline.presence.grace", "10s"),
  SESSION_SINGLE("lifeline.session.single", "false"),
  ENDPOINT("lifeline.endpoint", "on"),
  SUPERVISE("lifeline.supervise", "none"),
  SUPERVISE_HEARTBEATS("lifeline.supervise.heartbeats", "off"),
  DRAIN_WINDOW("lifeline.drain.window", "10s"),
  DRAIN_TIMEOUT("lifeline.drain.timeout", "5s");

  /** What every name of ours begins with. */
  static final String PREFIX = "lifeline.";

  private final String name;
  private final String defaultValue;

  Parameter(String name, String defaultValue) {
    this.name = name;
    this.defaultValue = defaultValue;
  }

  String parameterName() {
    return name;
  }

  String defaultValue() {
    return defaultValue;
  }

  static String names() {
    return Arrays.stream(values()).map(p -> p.name).collect(Collectors.joining(", "));
  }

  static Optional<Parameter> named(String name) {
    return Arrays.stream(values()).filter(p -> p.name.equals(name)).findFirst();
  }
}
