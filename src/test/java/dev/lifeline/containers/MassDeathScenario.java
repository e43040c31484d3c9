package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.Frame;
import dev.lifeline.testing.RawWebSocketClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many that fall silent at one moment, among more that live. */
interface MassDeathScenario extends Scenario {

  int DYING = 100;

  int LIVING = 200;

  @Test
  default void aHundredThatFallSilentAtOnceAreClosedNotBeforeTheirDeadlineAndNobodyElse()
      throws Exception {
    onlyTheSilentAreClosed("masses", () -> {});
  }

  /**
   * Opens the clients, and lets some of them fall silent.
   *
   * @param before goes on while all of them live
   */
  default void onlyTheSilentAreClosed(String name, Beats.Action before) throws Exception {
    try (Clients living = new Clients();
        Clients dying = new Clients()) {
      Beats.ofPings(living)
          .during(
              () -> {
                living.join(channel(name), LIVING);
                Beats.ofPings(dying)
                    .during(
                        () -> {
                          dying.join(channel(name), DYING);
                          before.run();
                        });
                allAreClosedForSilence(dying);
              });
      living.areOpen();
      // The application is told after the peer.
      Await.until(() -> endsOf(name), PATIENCE, () -> endsOf(name).size() >= DYING);
      assertEquals(DYING, endsOf(name).size(), () -> endsOf(name).toString());
    }
  }

  /** The clients say a last word. */
  private void allAreClosedForSilence(List<RawWebSocketClient> dying) throws Exception {
    List<Long> lastSigns = new ArrayList<>();
    for (RawWebSocketClient client : dying) {
      lastSigns.add(client.sendText("ping"));
    }
    for (int i = 0; i < dying.size(); i++) {
      closedForSilence(dying.get(i).skipTo(Frame.CLOSE, PATIENCE), lastSigns.get(i));
    }
  }
}
