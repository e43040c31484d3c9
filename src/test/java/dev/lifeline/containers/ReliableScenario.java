package dev.lifeline.containers;

import static dev.lifeline.testing.ReliableRawClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.ReliableRawClient;
import org.junit.jupiter.api.Test;

/** The subprotocol {@code lifeline.v1}: its negotiation, its JSON, its close frames. */
interface ReliableScenario extends Scenario {

  @Test
  default void aSessionIsResumedWithWhatItMissedBesideAPlainClient() throws Exception {
    String session;
    String position;
    try (ReliableRawClient ada = reliable("{'type':'hello','name':'Ada'}")) {
      session = field("session", ada.hear());
      ada.say("{'type':'subscribe','channel':'reliable'}");
      String subscribed = ada.hear();
      assertTrue(subscribed.startsWith("{'type':'subscribed'"), subscribed);
      position = subscribed.substring(subscribed.indexOf("'epoch'"), subscribed.length() - 1);
      ada.reset();
    }
    try (Chatter plain = Chatter.join(channel("reliable"))) {
      plain.say("Grüße, 世界 🌍");
      plain.hears("Grüße, 世界 🌍");
    }
    try (ReliableRawClient ada =
        reliable("{'type':'hello','name':'Ada','session':'" + session + "'}")) {
      String welcome = ada.hear();
      assertTrue(welcome.contains("'resumed':true"), welcome);
      ada.say("{'type':'subscribe','channel':'reliable'," + position + "}");
      String subscribed = ada.hear();
      assertTrue(subscribed.contains("'recovered':true,'last':"), subscribed);
      // What joining clients have said to be sure is there too.
      String message = ada.hear();
      while (!message.contains("世界")) {
        message = ada.hear();
      }
      assertTrue(message.endsWith("'text':'Grüße, 世界 🌍'}"), message);
      ada.say("{'type':'bye'}");
      assertEquals("1000 bye", ada.hearClose());
    }
  }

  @Test
  default void whatTheProtocolDoesNotAllowIsClosedWithItsReason() throws Exception {
    try (ReliableRawClient client = reliable("{'type':'publish'}")) {
      assertEquals("4402 bad-message: publish.channel: a text is missing", client.hearClose());
    }
  }

  private ReliableRawClient reliable(String hello) throws Exception {
    return ReliableRawClient.open(channel("reliable"), hello);
  }
}
