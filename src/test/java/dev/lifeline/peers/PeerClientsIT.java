package dev.lifeline.peers;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.ServerProcess;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Clients that were not written here: four from npm, and two recipes of articles. See {@code
 * src/test/npm/peers.mjs} for what they do.
 */
class PeerClientsIT {

  /** Ten deadlines of 2 s. */
  private static final int SECONDS = 20;

  private static final List<String> NAMES =
      List.of(
          "ws",
          "reconnecting-websocket",
          "partysocket",
          "websocket-heartbeat-js",
          "heart-check",
          "beat-of-every-second");

  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":(?:\"([^\"]*)\"|(\\d+))");

  /** What one client counted. */
  private record Summary(Map<String, String> fields) {

    static Summary of(String json) {
      Map<String, String> fields = new TreeMap<>();
      Matcher matcher = FIELD.matcher(json);
      while (matcher.find()) {
        fields.put(
            matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
      }
      return new Summary(fields);
    }

    String name() {
      return fields.get("room") + "/" + fields.get("peer");
    }

    int count(String field) {
      return Integer.parseInt(fields.getOrDefault(field, "-1"));
    }

    boolean isLively() {
      return name().startsWith("lively/");
    }

    boolean hasHeartbeat() {
      return !List.of("ws", "reconnecting-websocket", "partysocket").contains(fields.get("peer"));
    }
  }

  @BeforeEach
  void install() throws Exception {
    NpmProject.PEERS.install();
  }

  @Test
  void peersStayConnectedForTenDeadlinesAndHearEachOther() throws Exception {
    try (ServerProcess server =
        ServerProcess.start("lifeline.heartbeat.interval=500ms", "lifeline.heartbeat.timeout=2s")) {
      String base = "ws://localhost:" + server.port() + "/channels/";
      List<String> lines =
          NpmProject.PEERS.run(SECONDS + 60, "peers.mjs", base, Integer.toString(SECONDS));
      lines.forEach(System.out::println);
      Map<String, Summary> summaries =
          lines.stream()
              .map(Summary::of)
              .collect(Collectors.toMap(Summary::name, Function.identity()));
      assertEquals(
          Stream.of("lively/", "quiet/")
              .flatMap(room -> NAMES.stream().map(name -> room + name))
              .collect(Collectors.toSet()),
          summaries.keySet());
      assertAll(summaries.values().stream().map(s -> () -> assertIsWell(s)));
      // One line of configuration: no connection was given up.
      assertEquals(1, server.errors().size(), server.errors().toString());
    }
  }

  private static void assertIsWell(Summary summary) {
    String of = summary.fields().toString();
    assertEquals(1, summary.count("opens"), of);
    assertEquals(0, summary.count("closes"), of);
    assertEquals(0, summary.count("errors"), of);
    // No one hears another's heartbeat, or anything that nobody said.
    assertEquals(0, summary.count("strange"), of);
    assertEquals(0, summary.count("repeated"), of);
    assertEquals(summary.isLively() ? SECONDS : 0, summary.count("sent"), of);
    assertEquals(summary.isLively() ? SECONDS * NAMES.size() : 0, summary.count("received"), of);
    if (!summary.hasHeartbeat()) {
      assertEquals(0, summary.count("answers"), of);
    } else if (!summary.isLively()) {
      // At least every 1.5 s, in 20 s and more.
      assertTrue(summary.count("answers") >= SECONDS / 2, of);
    }
  }
}
