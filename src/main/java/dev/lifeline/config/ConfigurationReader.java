package dev.lifeline.config;

import dev.lifeline.heartbeat.HeartbeatPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads and checks the parameters: the defaults, over them the context-params, over them the system
 * properties of the same names. Not thread-safe; used once, at start-up.
 */
public final class ConfigurationReader {

  private enum Switch {
    ON,
    OFF
  }

  private enum Truth {
    TRUE,
    FALSE
  }

  private static final long GIGABYTE = 1L << 30;

  /** A serialised origin (RFC 6454, section 6.2), which has no path. */
  private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/\\s,]+|null|\\*");

  private final Map<Parameter, String> texts = new EnumMap<>(Parameter.class);

  /**
   * Takes the two sources; names that are not Lifeline's are none of its business.
   *
   * @throws ConfigurationException if one of ours is unknown, or the profile is
   */
  public ConfigurationReader(Map<String, String> contextParams, Map<String, String> properties) {
    for (Parameter parameter : Parameter.values()) {
      texts.put(parameter, parameter.defaultValue());
    }
    take(contextParams);
    take(properties);
    Profile profile = choice(Parameter.HEARTBEAT_PROFILE, Profile.class);
    fillIn(Parameter.HEARTBEAT_INTERVAL, profile.interval());
    fillIn(Parameter.HEARTBEAT_TIMEOUT, profile.timeout());
  }

  private void fillIn(Parameter parameter, String value) {
    if (text(parameter).isEmpty()) {
      texts.put(parameter, value);
    }
  }

  private void take(Map<String, String> source) {
    for (String name : new TreeSet<>(source.keySet())) {
      if (!name.startsWith(Parameter.PREFIX)) {
        continue;
      }
      String text = source.getOrDefault(name, "").strip();
      Parameter parameter =
          Parameter.named(name)
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          name, text, "there is no such parameter, only " + Parameter.names()));
      texts.put(parameter, text);
    }
  }

  /**
   * The configuration.
   *
   * @throws ConfigurationException if a value is not allowed
   */
  public Configuration read() {
    return new Configuration(
        heartbeatPolicy(),
        heartbeatMessages(),
        choice(Parameter.HEARTBEAT_SERVER, ServerBeat.class),
        text(Parameter.HEARTBEAT_SERVER_MESSAGE),
        (int) size(Parameter.MESSAGE_MAX_SIZE),
        size(Parameter.OUTBOUND_MAX_BYTES),
        count(Parameter.OUTBOUND_MAX_MESSAGES),
        duration(Parameter.OUTBOUND_MAX_AGE),
        size(Parameter.OUTBOUND_TOTAL_BYTES),
        choice(Parameter.COMPRESSION, Switch.class) == Switch.ON,
        origins(),
        count(Parameter.CONNECTIONS_MAX),
        reliability(),
        choice(Parameter.ENDPOINT, Switch.class) == Switch.ON,
        supervised(),
        Values.durationOrNone(Parameter.DRAIN_WINDOW, text(Parameter.DRAIN_WINDOW)),
        duration(Parameter.DRAIN_TIMEOUT));
  }

  private Reliability reliability() {
    return new Reliability(
        duration(Parameter.HELLO_TIMEOUT),
        count(Parameter.HISTORY_SIZE),
        size(Parameter.HISTORY_TOTAL_BYTES),
        duration(Parameter.RESUME_WINDOW),
        count(Parameter.RESUME_MAX_SESSIONS),
        count(Parameter.SUBSCRIPTIONS_MAX),
        duration(Parameter.PRESENCE_GRACE),
        choice(Parameter.SESSION_SINGLE, Truth.class) == Truth.TRUE);
  }

  private Supervised supervised() {
    Set<String> names = list(Parameter.SUPERVISE);
    boolean none = names.remove(Supervised.NONE);
    boolean all = names.remove(Supervised.ALL);
    if ((none && all)
        || ((none || all) && !names.isEmpty())
        || !(none || all || !names.isEmpty())) {
      throw Values.refused(
          Parameter.SUPERVISE,
          text(Parameter.SUPERVISE),
          "none, all, or a list of endpoints' paths and class names, like /chat,com.example.Prices");
    }
    return new Supervised(
        all,
        Collections.unmodifiableSet(names),
        choice(Parameter.SUPERVISE_HEARTBEATS, Switch.class) == Switch.ON);
  }

  /** The effective parameters as one line, for the log. */
  public String describe() {
    return texts.entrySet().stream()
        .map(e -> e.getKey().parameterName() + "=" + ConfigurationException.oneLine(e.getValue()))
        .collect(Collectors.joining(" "));
  }

  private HeartbeatPolicy heartbeatPolicy() {
    Duration interval = duration(Parameter.HEARTBEAT_INTERVAL);
    Duration timeout = duration(Parameter.HEARTBEAT_TIMEOUT);
    if (interval.compareTo(timeout) >= 0) {
      throw Values.refused(
          Parameter.HEARTBEAT_INTERVAL,
          text(Parameter.HEARTBEAT_INTERVAL),
          "it must be below lifeline.heartbeat.timeout=" + text(Parameter.HEARTBEAT_TIMEOUT));
    }
    return new HeartbeatPolicy(interval, timeout, duration(Parameter.HANDLER_TIMEOUT));
  }

  private Set<String> heartbeatMessages() {
    Set<String> messages = list(Parameter.HEARTBEAT_MESSAGES);
    messages.add("");
    return Collections.unmodifiableSet(messages);
  }

  private Set<String> origins() {
    Set<String> origins = list(Parameter.ORIGINS);
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        throw Values.refused(
            Parameter.ORIGINS,
            text(Parameter.ORIGINS),
            "a list of origins like https://example.org, in lower case and without a path, or *");
      }
    }
    return Collections.unmodifiableSet(origins);
  }

  private Set<String> list(Parameter parameter) {
    Set<String> items = new LinkedHashSet<>();
    for (String item : text(parameter).split(",", -1)) {
      if (!item.isBlank()) {
        items.add(item.strip());
      }
    }
    return items;
  }

  private <E extends Enum<E>> E choice(Parameter parameter, Class<E> type) {
    return Values.choice(parameter, text(parameter), type);
  }

  private Duration duration(Parameter parameter) {
    return Values.duration(parameter, text(parameter));
  }

  private long size(Parameter parameter) {
    return Values.size(parameter, text(parameter), GIGABYTE);
  }

  private int count(Parameter parameter) {
    return Values.count(parameter, text(parameter));
  }

  private String text(Parameter parameter) {
    return texts.getOrDefault(parameter, parameter.defaultValue());
  }
}
