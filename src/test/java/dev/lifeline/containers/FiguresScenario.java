package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The figures in the server's own metrics. */
interface FiguresScenario extends Scenario {

  @Test
  @EnabledIfSystemProperty(named = "arquillian.launch", matches = "payara-.*")
  default void theyAreAmongTheServersMetrics() throws Exception {
    try (RawWebSocketClient client = raw("counted")) {
      client.sendClose(1000);
      Await.until(() -> endsOf("counted"), PATIENCE, () -> endsOf("counted").size() == 1);
      String metrics = metrics();
      assertTrue(
          metrics
              .lines()
              .anyMatch(
                  line ->
                      line.startsWith("lifeline_sessions_ended{")
                          && line.contains("PEER_CLOSED")
                          && !line.endsWith(" 0.0")),
          metrics);
    }
  }

  private String metrics() throws IOException {
    URI metrics = URI.create("http://" + server().getAuthority() + "/metrics");
    try (InputStream answer = metrics.toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
