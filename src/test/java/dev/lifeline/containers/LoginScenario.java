package dev.lifeline.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.ReliableRawClient;
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
      String expiring = hearAfterWelcome(ada);
      assertTrue(expiring.startsWith("{'type':'expiring','in':"), expiring);
      assertEquals("4010 expired", ada.hearClose());
    }
  }

  @Test
  default void whoBringsANewTokenOutlivesTheHttpSession() throws Exception {
    try (ReliableRawClient ada = afterLogin(Duration.ofSeconds(4))) {
      String expiring = hearAfterWelcome(ada);
      assertTrue(expiring.startsWith("{'type':'expiring','in':"), expiring);
      ada.say("{'type':'authenticate','token':'" + Doorman.GOOD + "'}");
      String welcome = ada.hear();
      assertTrue(welcome.contains("'resumed':true"), welcome);
      // Beyond what was left of the HttpSession: a close would come in between.
      ada.staysOpenFor(Duration.ofSeconds(5));
    }
  }

  @Test
  default void aTokenThatTheApplicationRefusesEndsTheConnection() throws Exception {
    try (ReliableRawClient ada =
        ReliableRawClient.open(channel("login"), "{'type':'hello','token':'stolen'}")) {
      assertEquals("4401 unauthorized", ada.hearClose());
    }
  }

  private String hearAfterWelcome(ReliableRawClient client) throws Exception {
    client.say(HELLO);
    String welcome = client.hear();
    assertTrue(welcome.startsWith("{'type':'welcome'"), welcome);
    return client.hear();
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
