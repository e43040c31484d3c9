package dev.lifeline.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.ServerProcess;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that is told what it cannot do says so in one line and does not start. */
class BadConfigurationIT {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lifeline.heartbeat.timeout=banana    | a number with ms, s, m or h
          lifeline.heartbeat.interval=-1s      | a number with ms, s, m or h
          lifeline.heartbeat.interval=40s      | below lifeline.heartbeat.timeout=40s
          lifeline.nonsense=1                  | no such parameter, only lifeline.heartbeat.profile
          lifeline.message.max-size=64 parsecs | a number with B, KB or MB
          lifeline.outbound.max-messages=0     | a whole number from 1
          lifeline.origins=https://a.org/path  | a list of origins
          """)
  void aBadParameterIsOneLineAndExit1(String parameter, String allowed) throws Exception {
    try (ServerProcess server = ServerProcess.run(List.of(parameter), "--port", "0")) {
      assertEquals(1, server.awaitExit());
      assertEquals(1, server.errors().size(), server.errors().toString());
      String line = server.errors().get(0);
      assertTrue(line.contains(parameter), line);
      assertTrue(line.contains(allowed), line);
      assertEquals(List.of(), server.output());
      assertEquals(List.of(), server.leftBehind());
    }
  }
}
