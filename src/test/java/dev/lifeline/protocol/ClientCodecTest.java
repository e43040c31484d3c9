package dev.lifeline.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client's half of the codec against the server's, and against what no server should say. */
class ClientCodecTest {

  private static final Position POSITION = new Position("e1", 8);
  private static final String WELCOME =
      "{'type':'welcome','session':'s','resumed':true,'seq':3,'window':64,'interval':1,'timeout':2,"
          + "'resumeWindow':3}";

  private final Codec server = new Codec();
  private final ClientCodec client = new ClientCodec();

  static Stream<ClientMessage> whatAClientSays() {
    return Stream.of(
        new ClientMessage.Hello(null, null, null),
        new ClientMessage.Hello("s", "t", "Ada"),
        new ClientMessage.Publish("room", 1, new Payload.Text("\u0000\"\\😀é{}")),
        new ClientMessage.Publish("room", (1L << 53) - 1, new Payload.Text("")),
        new ClientMessage.Publish(
            "room", 2, new Payload.Binary(ByteBuffer.wrap(new byte[] {1, 2}))),
        new ClientMessage.Subscribe("room", null, 0, false),
        new ClientMessage.Subscribe("room", POSITION, 0, true),
        new ClientMessage.Subscribe("room", null, 20, true),
        new ClientMessage.Unsubscribe("room"),
        new ClientMessage.Authenticate("t"),
        new ClientMessage.Bye());
  }

  @ParameterizedTest
  @MethodSource("whatAClientSays")
  void theServerReadsWhatTheClientWrites(ClientMessage message) throws Exception {
    assertEquals(message, server.decode(client.encode(message)));
  }

  static Stream<ServerMessage> whatTheServerSays() {
    return Stream.of(
        new ServerMessage.Welcome(
            "s",
            true,
            3,
            64,
            Duration.ofSeconds(15),
            Duration.ofSeconds(40),
            Duration.ofMinutes(2),
            "ada",
            Duration.ofMinutes(1)),
        new ServerMessage.Welcome(
            "s", false, 0, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO, null, null),
        new ServerMessage.Ack(3, "room", POSITION),
        new ServerMessage.Ack(3, null, null),
        new ServerMessage.Refused(4L, "room", Reason.FORBIDDEN),
        new ServerMessage.Refused(null, "room", Reason.ALREADY_SUBSCRIBED),
        new ServerMessage.Subscribed("room", POSITION, POSITION.offset(), null, null),
        new ServerMessage.Subscribed(
            "room", POSITION, 12, false, List.of(new Member("ada", "x"), new Member(null, "y"))),
        new ServerMessage.Subscribed("room", POSITION, 9, true, List.of()),
        new ServerMessage.Unsubscribed("room"),
        new ServerMessage.Delivered("room", 8, new Payload.Text("a\"b"), "ada"),
        new ServerMessage.Delivered(
            "room", 8, new Payload.Binary(ByteBuffer.wrap(new byte[] {1, 2, 3})), null),
        new ServerMessage.Presence("room", List.of(new Member(null, "x")), List.of()),
        new ServerMessage.Failure(Reason.UNAVAILABLE),
        new ServerMessage.Expiring(Duration.ofMinutes(1)),
        new ServerMessage.Draining(Duration.ofMillis(3_400)));
  }

  @ParameterizedTest
  @MethodSource("whatTheServerSays")
  void theClientReadsWhatTheServerWrites(ServerMessage message) throws Exception {
    assertEquals(message, client.decode(server.encode(message)));
  }

  @Test
  void whatTheClientDoesNotKnowIsPassedOver() throws Exception {
    assertNull(decode("{'type':'news','of':[{'a':1e999999999}]}"));
    assertEquals(
        new ServerMessage.Unsubscribed("room"),
        decode("{'type':'unsubscribed','channel':'room','why':null,'how':[1.5]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "7",
        "{'type':'error','reason':'unavailable'",
        "{'type':'error','reason':'unavailable'}}",
        "{'channel':'room'}",
        "{'type':7}",
        "{'type':'error'}",
        "{'type':'error','reason':'because'}",
        "{'type':'unsubscribed','channel':7}",
        "{'type':'expiring','in':'soon'}",
        "{'type':'expiring','in':-1}",
        "{'type':'expiring','in':1.5}",
        "{'type':'expiring','in':1e3}",
        "{'type':'expiring','in':1e999999999}",
        "{'type':'expiring','in':9007199254740992}",
        "{'type':'expiring','in':99999999999999999999}",
        "{'type':'message','channel':'room','offset':1}",
        "{'type':'message','channel':'room','offset':1,'text':'a','binary':'AQI='}",
        "{'type':'message','channel':'room','offset':1,'binary':'?'}",
        "{'type':'message','channel':'room','offset':1,'text':'a','from':7}",
        "{'type':'subscribed','channel':'room','epoch':'e'}",
        "{'type':'subscribed','channel':'room','epoch':'e','offset':1,'recovered':'yes'}",
        "{'type':'subscribed','channel':'room','epoch':'e','offset':1,'last':'2'}",
        "{'type':'subscribed','channel':'room','epoch':'e','offset':1,'members':{}}",
        "{'type':'subscribed','channel':'room','epoch':'e','offset':1,'members':['x']}",
        "{'type':'subscribed','channel':'room','epoch':'e','offset':1,'members':[{}]}",
        "{'type':'ack','seq':1,'epoch':'e'}",
      })
  void whatBreaksTheProtocolIsSaidInAFewWordsOfItsOwn(String text) {
    BadMessageException fault = assertThrows(BadMessageException.class, () -> decode(text));
    assertTrue(fault.getMessage().length() < 100, fault.getMessage());
  }

  @Test
  void aWindowOfNothingBreaksTheProtocol() throws Exception {
    assertEquals("s", ((ServerMessage.Welcome) decode(WELCOME)).session());
    assertThrows(
        BadMessageException.class, () -> decode(WELCOME.replace("'window':64", "'window':0")));
  }

  @Test
  void deepNestingIsNoMoreThanABadMessage() {
    assertThrows(
        BadMessageException.class,
        () -> decode("{'type':'error','reason':" + "[".repeat(20_000) + "}"));
  }

  private ServerMessage decode(String text) throws BadMessageException {
    return client.decode(text.replace('\'', '"'));
  }
}
