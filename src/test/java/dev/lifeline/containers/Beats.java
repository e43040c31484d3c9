package dev.lifeline.containers;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The heartbeats of many clients, from a thread of its own. */
final class Beats {

  /** What goes on while they beat. */
  interface Action {
    void run() throws Exception;
  }

  private final List<RawWebSocketClient> clients;
  private final int opcode;
  private final byte[] payload;

  private Beats(List<RawWebSocketClient> clients, int opcode, String payload) {
    this.clients = clients;
    this.opcode = opcode;
    this.payload = Scenario.utf8(payload);
  }

  /** Heartbeats that are answered. */
  static Beats ofPings(List<RawWebSocketClient> clients) {
    return new Beats(clients, Frame.TEXT, "ping");
  }

  /** Signs of life that nothing answers. */
  static Beats ofPongs(List<RawWebSocketClient> clients) {
    return new Beats(clients, Frame.PONG, "");
  }

  /** Returns when the action has ended, and after that the last beat. */
  void during(Action action) throws Exception {
    ScheduledExecutorService timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "beats");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleAtFixedRate(
        () -> clients.forEach(this::beat), 0, Scenario.BEAT.toMillis(), TimeUnit.MILLISECONDS);
    try {
      action.run();
    } finally {
      timer.shutdown();
    }
    if (!timer.awaitTermination(Scenario.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the server does not take a beat");
    }
  }

  private void beat(RawWebSocketClient client) {
    try {
      client.sendFrame(opcode, true, payload);
    } catch (IOException e) {
      // The server has ended it, and the test will see whether it should.
    }
  }
}
