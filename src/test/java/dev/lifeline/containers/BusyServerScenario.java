package dev.lifeline.containers;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The same, with clients in other channels that do not read what is sent to them. */
interface BusyServerScenario extends MassDeathScenario {

  int STALLED_BESIDE = 20;

  @Test
  default void soAreAHundredThatFallSilentWhileTheServerIsBusyWithStalledReaders()
      throws Exception {
    try (Clients stalled = new Clients();
        Broadcast broadcast = Broadcast.to(channel("masses-stalled"))) {
      onlyTheSilentAreClosed(
          "masses-beside",
          () -> Beats.ofPongs(stalled).during(() -> fillTheSockets(stalled, broadcast)));
      broadcast.send();
    }
  }

  /** Returns when the first has been given up: then the sockets of all are full. */
  private void fillTheSockets(Clients stalled, Broadcast broadcast) throws Exception {
    stalled.joinStalled(channel("masses-stalled"), STALLED_BESIDE);
    broadcast.sendUntil(
        Duration.ZERO,
        StalledReaderScenario.UNTIL_NOTICED,
        () -> !endsOf("masses-stalled").isEmpty());
  }
}
