package dev.lifeline.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import dev.lifeline.testing.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The browser client in a page that is left and returned to while the browser keeps it whole,
 * script and all. Playwright switches that off and cannot look into such a page: this one has a
 * browser of its own, and says what happened by its Lifeline, to another client of its channel.
 */
class BackForwardIT {

  private static final String CHANNEL = "channels/returned";

  private static final int PATIENCE_SECONDS = 20;

  private static final String OPEN =
      """
      async (channel) => {
        const { Lifeline } = await import('/lifeline/lifeline.js');
        const line = new Lifeline(channel);
        let opens = 0;
        let isKept = false;
        addEventListener('pageshow', ({ persisted }) => (isKept = persisted));
        line.onopen = () => line.send(`opening ${++opens}, page kept: ${isKept}`);
      }
      """;

  @Test
  void aPageThatIsReturnedToIsConnected() throws Exception {
    try (Chromium chromium = Chromium.launch(List.of("--disable-back-forward-cache"));
        ServerProcess server = ServerProcess.start()) {
      URI home = URI.create("http://localhost:" + server.port() + "/");
      BlockingQueue<String> heard = listen(home);
      Page page = chromium.browser().newPage();
      page.navigate(home.toString());
      page.evaluate(OPEN, "/" + CHANNEL);
      assertEquals("opening 1, page kept: false", heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
      page.navigate(home + "chat.css");
      page.evaluate("() => history.back()");
      assertEquals("opening 2, page kept: true", heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    }
  }

  private static BlockingQueue<String> listen(URI home) {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    WebSocket.Listener listener =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            heard.add(text.toString());
            socket.request(1);
            return null;
          }
        };
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://" + home.getAuthority() + "/" + CHANNEL), listener)
        .join();
    return heard;
  }
}
