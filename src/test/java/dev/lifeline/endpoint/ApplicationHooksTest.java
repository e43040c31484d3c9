package dev.lifeline.endpoint;

import static dev.lifeline.testing.ReliableRawClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.protocol.Member;
import dev.lifeline.protocol.Payload;
import dev.lifeline.session.Authenticator;
import dev.lifeline.session.Authorizer;
import dev.lifeline.session.Credentials;
import dev.lifeline.session.Identity;
import dev.lifeline.session.Lifeline;
import dev.lifeline.session.MessagePublished;
import dev.lifeline.testing.ReliableRawClient;
import dev.lifeline.testing.ServerOnTyrus;
import jakarta.enterprise.event.Observes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an application's beans decide, on Tyrus and Weld. */
class ApplicationHooksTest {

  private static ServerOnTyrus server;

  /** A token is a name that was signed by two exclamation marks. */
  static class Tokens implements Authenticator {
    @Override
    public Optional<Identity> authenticate(Credentials credentials) {
      String token = credentials.token();
      return token != null && token.endsWith("!!")
          ? Optional.of(Identity.of(token.replace("!!", "")))
          : Optional.empty();
    }
  }

  /** Nobody hears what is secret. */
  static class Rooms implements Authorizer {
    @Override
    public boolean maySubscribe(Identity identity, String channel) {
      return !channel.equals("secret");
    }
  }

  /** Some words do not pass, and some not as they are. */
  static class Censor {
    void read(@Observes MessagePublished message) {
      String text = ((Payload.Text) message.payload().orElseThrow()).text();
      if (text.contains("spam")) {
        message.veto();
      } else {
        message.replace(new Payload.Text(text.replace("damn", "***")));
      }
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server = ServerOnTyrus.start(Map.of(), Tokens.class, Rooms.class, Censor.class);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theApplicationSaysWhoAClientIs() throws Exception {
    try (ReliableRawClient ada = open("{'type':'hello','token':'ada!!','name':'root'}");
        ReliableRawClient eve = open("{'type':'hello','token':'ada'}")) {
      assertEquals("ada", field("identity", ada.hear()));
      assertEquals("4401 unauthorized", eve.hearClose());
    }
  }

  @Test
  void theApplicationSaysWhatAClientHears() throws Exception {
    try (ReliableRawClient ada = welcomed("ada!!")) {
      ada.say("{'type':'subscribe','channel':'secret'}");
      assertEquals("{'type':'refused','channel':'secret','reason':'forbidden'}", ada.hear());
    }
  }

  @Test
  void theApplicationMayVetoAMessageOrPutAnotherInItsPlace() throws Exception {
    try (ReliableRawClient ada = welcomed("ada!!");
        ReliableRawClient bob = welcomed("bob!!")) {
      bob.say("{'type':'subscribe','channel':'censored'}");
      assertTrue(bob.hear().startsWith("{'type':'subscribed'"));
      ada.say("{'type':'publish','channel':'censored','seq':1,'text':'spam'}");
      ada.say("{'type':'publish','channel':'censored','seq':2,'text':'damn it'}");
      assertEquals("{'type':'refused','seq':1,'channel':'censored','reason':'vetoed'}", ada.hear());
      assertTrue(ada.hear().startsWith("{'type':'ack','seq':2"));
      assertEquals(
          "{'type':'message','channel':'censored','offset':1,'text':'*** it','from':'ada'}",
          bob.hear());
    }
  }

  @Test
  void theBeanPublishesListsAndKicks() throws Exception {
    Lifeline lifeline = server.bean(Lifeline.class);
    try (ReliableRawClient cyd = welcomed("cyd!!")) {
      cyd.say("{'type':'subscribe','channel':'pushed'}");
      cyd.hear();
      assertEquals(1, lifeline.channels().get("pushed"));
      assertEquals(
          1,
          lifeline
              .publish("pushed", "news")
              .toCompletableFuture()
              .get(9, TimeUnit.SECONDS)
              .offset());
      lifeline.publish("pushed", ByteBuffer.wrap(new byte[] {1}));
      assertEquals("{'type':'message','channel':'pushed','offset':1,'text':'news'}", cyd.hear());
      assertEquals("{'type':'message','channel':'pushed','offset':2,'binary':'AQ=='}", cyd.hear());
      List<Member> cyds =
          lifeline.sessions().stream().filter(m -> "cyd".equals(m.identity())).toList();
      assertEquals(1, cyds.size());
      assertTrue(lifeline.connections() >= 1);
      assertTrue(lifeline.kickSession(cyds.get(0).session()));
      assertEquals("4403 kicked", cyd.hearClose());
      assertEquals(0, lifeline.kick("cyd"));
    }
  }

  private static ReliableRawClient welcomed(String token) throws Exception {
    ReliableRawClient client = open("{'type':'hello','token':'" + token + "'}");
    client.hear();
    return client;
  }

  private static ReliableRawClient open(String hello) throws Exception {
    return ReliableRawClient.open(server.uri("room"), hello);
  }
}
