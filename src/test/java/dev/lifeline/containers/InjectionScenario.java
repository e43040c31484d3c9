package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.RawWebSocketClient;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** {@link Injected}, supervised. */
interface InjectionScenario extends Scenario {

  @Test
  default void anEndpointIsInjectedAndThereIsOneForEachConnection() throws Exception {
    URI injected = URI.create(server() + "/injected");
    try (RawWebSocketClient first = RawWebSocketClient.open(injected);
        RawWebSocketClient second = RawWebSocketClient.open(injected)) {
      assertEquals("hello first after 0 1, made 1", ask(first, "first"));
      assertEquals("hello first after 0 2, made 1", ask(first, "first"));
      assertEquals("hello second after 0 1, made 1", ask(second, "second"));
      first.sendClose(1000);
      Await.until(
          () -> "not destroyed",
          PATIENCE,
          () -> {
            try {
              return ask(second, "second").startsWith("hello second after 1 ");
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
    }
  }

  private static String ask(RawWebSocketClient client, String text) throws Exception {
    client.sendText(text);
    return client.nextButPings(PATIENCE).text();
  }
}
