package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Frame;
import dev.lifeline.testing.ReliableRawClient;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Connections that came with an HttpSession, and an application that knows a good token. */
interface LoginScenario extends Scenario {

  String HELLO = "{'type':'hello','name':'Ada'}";

  @Test
  default void anHttpSessionThatRunsOutIsWarnedOfAndEndsItsConnectionWithItsOwnReason()
      throws Exception {
    try (ReliableRawClient ada = afterLogin(Duration.ofSeconds(4))) {
      isWarned(ada);
      Frame close = beatUntilTold(ada);
      assertEquals("4010 expired", close.closeCode() + " " + close.closeReason());
    }
  }

  @Test
  default void whoBringsANewTokenOutlivesTheHttpSession() throws Exception {
    try (ReliableRawClient ada = afterLogin(Duration.ofSeconds(4))) {
      isWarned(ada);
      ada.say("{'type':'authenticate','token':'" + Doorman.GOOD + "'}");
      String welcome = beatUntilTold(ada).text();
      assertTrue(welcome.contains("\"resumed\":true"), welcome);
      // Beyond what was left of the HttpSession: a close would come in between.
      long start = System.nanoTime();
      while (System.nanoTime() - start < Duration.ofSeconds(5).toNanos()) {
        ada.say("ping");
        assertEquals("pong", ada.hear());
        Thread.sleep(BEAT.toMillis());
      }
    }
  }

  @Test
  default void aTokenThatTheApplicationRefusesEndsTheConnection() throws Exception {
    try (ReliableRawClient ada =
        ReliableRawClient.open(channel("login"), "{'type':'hello','token':'stolen'}")) {
      assertEquals("4401 unauthorized", ada.hearClose());
    }
  }

  private void isWarned(ReliableRawClient client) throws Exception {
    client.say(HELLO);
    String welcome = client.hear();
    assertTrue(welcome.startsWith("{'type':'welcome'"), welcome);
    String expiring = beatUntilTold(client).text();
    assertTrue(expiring.startsWith("{\"type\":\"expiring\",\"in\":"), expiring);
  }

  /** The next frame that is no answer to a beat. */
  private static Frame beatUntilTold(ReliableRawClient client) throws Exception {
    Frame frame = beat(client);
    while (frame.opcode() == Frame.TEXT && frame.text().equals("pong")) {
      Thread.sleep(BEAT.toMillis());
      frame = beat(client);
    }
    return frame;
  }

  private static Frame beat(ReliableRawClient client) throws Exception {
    try {
      client.say("ping");
    } catch (IOException e) {
      // The server has closed: what it said is there to be read.
    }
    return client.nextFrame();
  }

  private ReliableRawClient afterLogin(Duration inactive) throws Exception {
    URI desk =
        URI.create(
            server().toString().replaceFirst("^ws", "http") + "/login?" + inactive.toSeconds());
    HttpURLConnection answer = (HttpURLConnection) desk.toURL().openConnection();
    assertEquals(200, answer.getResponseCode());
    String cookie = answer.getHeaderField("Set-Cookie").split(";")[0];
    return ReliableRawClient.openWithCookie(channel("login"), cookie);
  }
}
