package dev.lifeline.embedded;

import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ServerProcess;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** Tests of one class that share a server with the default configuration. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OneServerForAll {

  /** What waits longer than this for a frame has failed. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  ServerProcess server;

  @BeforeAll
  void start() throws Exception {
    server = ServerProcess.start();
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  /** A client of a channel. */
  RawWebSocketClient raw(String channel) throws Exception {
    return RawWebSocketClient.open(server.channel(channel));
  }
}
