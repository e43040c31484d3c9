package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.RawWebSocketClient;
import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The README's section on one's own WAR, done to the letter. */
@ArquillianTest
@Tag("container")
class OwnEndpointPastedIT implements Scenario {

  /** As the README promises of what has to be copied. */
  private static final int MOST_LINES = 15;

  @ArquillianResource private URL application;

  @Deployment(testable = false)
  static WebArchive application() {
    return SampleWar.asTheReadmeSays("pasted").withCdi().archive();
  }

  @Override
  public URI server() {
    return Scenario.webSocket(application);
  }

  @Test
  void anEndpointIsSupervisedAndStillItself() throws Exception {
    try (RawWebSocketClient client = RawWebSocketClient.open(URI.create(server() + "/chat/a"))) {
      client.sendText("hello");
      assertEquals("hello", client.next(PATIENCE).text());
      assertEquals(1, openSessions());
    }
    nobodyIsLeft();
    Await.until(() -> endsOf("/chat/a"), PATIENCE, () -> endsOf("/chat/a").size() == 1);
  }

  @Test
  void itIsNotMoreThanItSays() {
    Readme section = Readme.section("In your own WAR");
    String all = section.firstBlock("sh") + section.firstBlock("xml");
    assertTrue(all.lines().count() <= MOST_LINES, all);
  }
}
