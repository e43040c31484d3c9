package dev.lifeline.client;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** The options of a case, which have the browser client's names, as the Java client's. */
final class CaseOptions {

  private static final Set<String> KNOWN =
      Set.of(
          "urls", "connectTimeout", "heartbeat", "reconnect", "servers", "authentication", "queue");

  private CaseOptions() {}

  static ClientBuilder of(JsonObject options) {
    onlyKnown(options, KNOWN);
    URI[] urls =
        StreamSupport.stream(options.getAsJsonArray("urls").spliterator(), false)
            .map(url -> URI.create(url.getAsString()))
            .toArray(URI[]::new);
    ClientBuilder builder = LifelineClient.builder(urls);
    given(options, "connectTimeout", time -> builder.connectTimeout(millis(time)));
    given(options, "heartbeat", choice -> heartbeat(builder, choice));
    given(
        options,
        "reconnect",
        choice -> builder.reconnect(reconnect -> reconnect(reconnect, choice.getAsJsonObject())));
    given(options, "servers", choice -> servers(builder, choice.getAsJsonObject()));
    given(
        options,
        "authentication",
        choice -> builder.authentication(authentication(choice.getAsJsonObject())));
    given(options, "queue", choice -> queue(builder, choice));
    return builder;
  }

  private static void heartbeat(ClientBuilder builder, JsonElement choice) {
    if (choice.isJsonPrimitive()) {
      builder.noHeartbeat();
      return;
    }
    builder.heartbeat(
        heartbeat -> {
          Map<String, Consumer<JsonElement>> setters =
              Map.of(
                  "message", value -> heartbeat.message(value.getAsString()),
                  "answer",
                      value -> heartbeat.answer(value.isJsonNull() ? null : value.getAsString()),
                  "serverMessage", value -> heartbeat.serverMessage(value.getAsString()),
                  "serverAnswer", value -> heartbeat.serverAnswer(value.getAsString()),
                  "interval", value -> heartbeat.interval(millis(value)),
                  "quiet", value -> heartbeat.quiet(millis(value)),
                  "timeout", value -> heartbeat.timeout(millis(value)),
                  "patience", value -> heartbeat.patience(millis(value)),
                  "probeTimeout", value -> heartbeat.probeTimeout(millis(value)),
                  "maxBuffered", value -> heartbeat.maxBuffered(millis(value)));
          setAll(choice.getAsJsonObject(), setters);
        });
  }

  private static void reconnect(ReconnectOptions.Builder reconnect, JsonObject choice) {
    setAll(
        choice,
        Map.of(
            "policy", value -> policy(reconnect, value),
            "base", value -> reconnect.base(millis(value)),
            "ceiling", value -> reconnect.ceiling(millis(value)),
            "stableAfter", value -> reconnect.stableAfter(millis(value)),
            "maxRetries", value -> reconnect.maxRetries(value.getAsInt())));
  }

  private static void policy(ReconnectOptions.Builder reconnect, JsonElement policy) {
    if (policy.isJsonArray()) {
      JsonArray delays = policy.getAsJsonArray();
      reconnect.function(retry -> millis(delays.get(Math.min(retry, delays.size() - 1))));
    } else if (policy.getAsString().equals("fixed")) {
      reconnect.fixed();
    } else {
      reconnect.exponential();
    }
  }

  private static void servers(ClientBuilder builder, JsonObject choice) {
    setAll(
        choice,
        Map.of(
            "coolDown", value -> builder.coolDown(millis(value)),
            "failback", value -> builder.failback(value.getAsBoolean())));
  }

  private static Authentication authentication(JsonObject choice) {
    onlyKnown(choice, Set.of("query", "message"));
    if (choice.has("query")) {
      return Authentication.query(choice.get("query").getAsString(), Rig::unanswered);
    }
    String prefix = choice.get("message").getAsString();
    return Authentication.message(token -> prefix + token, Rig::unanswered);
  }

  private static void queue(ClientBuilder builder, JsonElement choice) {
    if (choice.isJsonPrimitive()) {
      builder.noQueue();
      return;
    }
    JsonObject bounds = choice.getAsJsonObject();
    onlyKnown(bounds, Set.of("maxMessages", "maxBytes"));
    QueueOptions defaults = QueueOptions.DEFAULT;
    builder.queue(
        bounds.has("maxMessages") ? bounds.get("maxMessages").getAsInt() : defaults.maxMessages(),
        bounds.has("maxBytes") ? bounds.get("maxBytes").getAsLong() : defaults.maxBytes());
  }

  private static void setAll(JsonObject choice, Map<String, Consumer<JsonElement>> setters) {
    onlyKnown(choice, setters.keySet());
    choice.entrySet().forEach(entry -> setters.get(entry.getKey()).accept(entry.getValue()));
  }

  /** An option that this driver does not know would be a case that does not test it. */
  private static void onlyKnown(JsonObject options, Set<String> known) {
    if (!known.containsAll(options.keySet())) {
      throw new IllegalArgumentException("unknown option in " + options);
    }
  }

  private static void given(JsonObject options, String name, Consumer<JsonElement> action) {
    if (options.has(name)) {
      action.accept(options.get(name));
    }
  }

  private static Duration millis(JsonElement value) {
    return Duration.ofNanos((long) (value.getAsDouble() * 1e6));
  }
}
