package dev.lifeline.embedded;

import static dev.lifeline.testing.ReliableRawClient.field;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.Await;
import dev.lifeline.testing.RawWebSocketClient;
import dev.lifeline.testing.ReliableRawClient;
import dev.lifeline.testing.ServerProcess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The walkthroughs of PROTOCOL.md against the runnable WAR. */
class ReliableIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void helloPublishAckBreakAndResume() throws Exception {
    try (ServerProcess server = ServerProcess.start()) {
      String session;
      String epoch;
      try (ReliableRawClient ada = ada(server, "{'type':'hello','name':'Ada'}")) {
        String welcome = ada.hear();
        assertTrue(welcome.contains("'resumed':false,'seq':0,'window':64"), welcome);
        assertTrue(welcome.contains("'interval':15000,'timeout':40000"), welcome);
        session = field("session", welcome);
        ada.say("{'type':'subscribe','channel':'room'}");
        String subscribed = ada.hear();
        epoch = field("epoch", subscribed);
        assertEquals(subscribed(epoch, 0, ""), subscribed);
        ada.say("{'type':'publish','channel':'room','seq':1,'text':'Grüße 🌍'}");
        String one = ada.hear();
        String other = ada.hear();
        String ack = one.startsWith("{'type':'ack'") ? one : other;
        String message = one.startsWith("{'type':'ack'") ? other : one;
        assertEquals(ack(1, epoch, 1), ack);
        assertEquals(message(1, "Grüße 🌍", "Ada"), message);
        ada.say("ping");
        assertEquals("pong", ada.hear());
        ada.reset();
      }
      try (RawWebSocketClient plain = RawWebSocketClient.open(server.channel("room"))) {
        plain.sendText("missed");
        assertEquals("missed", plain.nextButPings(PATIENCE).text());
        try (ReliableRawClient ada = ada(server, hello(session))) {
          String welcome = ada.hear();
          assertTrue(welcome.contains("'resumed':true,'seq':1"), welcome);
          assertEquals(session, field("session", welcome));
          ada.say("{'type':'publish','channel':'room','seq':1,'text':'Grüße 🌍'}");
          assertEquals(ack(1, epoch, 1), ada.hear());
          ada.say("{'type':'subscribe','channel':'room','epoch':'" + epoch + "','offset':1}");
          assertEquals(subscribed(epoch, 1, ",'recovered':true,'last':2"), ada.hear());
          assertEquals(
              "{'type':'message','channel':'room','offset':2,'text':'missed'}", ada.hear());
          ada.say("{'type':'publish','channel':'room','seq':2,'text':'new'}");
          assertEquals("new", plain.nextButPings(PATIENCE).text());
          ada.say("{'type':'bye'}");
          // Another connection would not wait for it.
          assertEquals("1000 bye", ada.skipToClose());
        }
      }
      try (ReliableRawClient ada = ada(server, hello(session))) {
        String welcome = ada.hear();
        assertTrue(welcome.contains("'resumed':false,'seq':0"), welcome);
      }
    }
  }

  @Test
  void aLongHistoryComesWholeAndInOrderAndABoundIsAGap() throws Exception {
    try (ServerProcess server = ServerProcess.start("lifeline.history.size=500");
        ReliableRawClient ada = ada(server, "{'type':'hello','name':'Ada'}")) {
      ada.hear();
      String text = "x".repeat(10_000);
      String epoch = null;
      for (int seq = 1; seq <= 501; seq++) {
        ada.say(
            "{'type':'publish','channel':'room','seq':" + seq + ",'text':'" + seq + text + "'}");
        String ack = ada.hear();
        epoch = field("epoch", ack);
        assertEquals(ack(seq, epoch, seq), ack);
      }
      try (ReliableRawClient bob = ada(server, "{'type':'hello'}")) {
        bob.hear();
        bob.say("{'type':'subscribe','channel':'room','epoch':'" + epoch + "','offset':0}");
        assertEquals(subscribed(epoch, 501, ",'recovered':false"), bob.hear());
        bob.say("{'type':'unsubscribe','channel':'room'}");
        assertEquals("{'type':'unsubscribed','channel':'room'}", bob.hear());
        bob.say("{'type':'subscribe','channel':'room','epoch':'" + epoch + "','offset':1}");
        assertEquals(subscribed(epoch, 1, ",'recovered':true,'last':501"), bob.hear());
        for (int offset = 2; offset <= 501; offset++) {
          assertEquals(message(offset, offset + text, "Ada"), bob.hear());
        }
      }
    }
  }

  @Test
  void aSecondLoginOfOneNameKicksTheFirst() throws Exception {
    try (ServerProcess server = ServerProcess.start("lifeline.session.single=true");
        ReliableRawClient first = ada(server, "{'type':'hello','name':'Ada'}")) {
      String session = field("session", first.hear());
      try (ReliableRawClient second = ada(server, "{'type':'hello','name':'Ada'}")) {
        assertTrue(second.hear().contains("'resumed':false"));
        assertEquals("4403 kicked", first.hearClose());
        try (ReliableRawClient again = ada(server, hello(session))) {
          assertEquals("4403 kicked", again.hearClose(), "who comes back by itself has not heard");
        }
        second.say("ping");
        assertEquals("pong", second.hear());
      }
    }
  }

  @Test
  void theSecondConnectionOfASessionEndsTheFirst() throws Exception {
    try (ServerProcess server = ServerProcess.start();
        ReliableRawClient first = ada(server, "{'type':'hello','name':'Ada'}")) {
      String session = field("session", first.hear());
      try (ReliableRawClient second = ada(server, hello(session))) {
        assertTrue(second.hear().contains("'resumed':true"));
        assertEquals("4409 resumed-elsewhere", first.hearClose());
      }
    }
  }

  @Test
  void whatIsNotAllowedIsClosedWithItsReasonAndOneLineOfLog() throws Exception {
    try (ServerProcess server = ServerProcess.start("lifeline.hello.timeout=500ms");
        RawWebSocketClient witness = RawWebSocketClient.open(server.channel("room"))) {
      int before = server.errors().size();
      try (ReliableRawClient client = ada(server, "{'type':'hello','sesion':'s'}")) {
        assertEquals("4402 bad-message: hello: an unknown field", client.hearClose());
      }
      try (ReliableRawClient client = ada(server, "{'type':'hello','token':'t'}")) {
        assertEquals("4401 unauthorized", client.hearClose());
      }
      try (ReliableRawClient silent = ReliableRawClient.open(server.channel("room"))) {
        assertEquals("4008 no-hello", silent.hearClose());
      }
      witness.sendText("undisturbed");
      assertEquals("undisturbed", witness.nextButPings(PATIENCE).text());
      // The log comes by a pipe of its own, and is written after the close.
      Await.until(server::errors, PATIENCE, () -> server.errors().size() - before >= 3);
      assertEquals(3, server.errors().size() - before, server.errors()::toString);
    }
  }

  private static ReliableRawClient ada(ServerProcess server, String hello) throws Exception {
    return ReliableRawClient.open(server.channel("room"), hello);
  }

  private static String hello(String session) {
    return "{'type':'hello','name':'Ada','session':'" + session + "'}";
  }

  private static String subscribed(String epoch, long offset, String more) {
    return "{'type':'subscribed','channel':'room','epoch':'"
        + epoch
        + "','offset':"
        + offset
        + more
        + "}";
  }

  private static String ack(long seq, String epoch, long offset) {
    return "{'type':'ack','seq':"
        + seq
        + ",'channel':'room','epoch':'"
        + epoch
        + "','offset':"
        + offset
        + "}";
  }

  private static String message(long offset, String text, String from) {
    return "{'type':'message','channel':'room','offset':"
        + offset
        + ",'text':'"
        + text
        + "','from':'"
        + from
        + "'}";
  }
}
