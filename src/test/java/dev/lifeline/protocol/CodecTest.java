package dev.lifeline.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The texts are those of PROTOCOL.md. */
class CodecTest {

  private static final Position POSITION = new Position("e1", 8);
  private static final Payload HI = new Payload.Text("hi");

  private final Codec codec = new Codec();

  @Test
  void aHelloHasThreeFieldsOrNone() throws Exception {
    assertEquals(
        new ClientMessage.Hello("s", "t", "Ada"),
        codec.decode("{\"type\":\"hello\",\"session\":\"s\",\"token\":\"t\",\"name\":\"Ada\"}"));
    assertEquals(new ClientMessage.Hello(null, null, null), codec.decode("{\"type\":\"hello\"}"));
  }

  @Test
  void aPublishHasATextOrBytes() throws Exception {
    assertEquals(
        new ClientMessage.Publish("room", 1, HI),
        codec.decode("{\"type\":\"publish\",\"channel\":\"room\",\"seq\":1,\"text\":\"hi\"}"));
    assertEquals(
        new ClientMessage.Publish(
            "room", 2, new Payload.Binary(ByteBuffer.wrap(new byte[] {1, 2}))),
        codec.decode("{\"type\":\"publish\",\"channel\":\"room\",\"seq\":2,\"binary\":\"AQI=\"}"));
    assertEquals(
        new ClientMessage.Publish("room", 9_007_199_254_740_991L, new Payload.Text("")),
        codec.decode(
            " {\n\"text\" : \"\", \"seq\":9007199254740991,\"channel\":\"room\",\"type\":\"publish\"} "));
  }

  @Test
  void aPublishedTextMayHoldAnyCharacter() throws Exception {
    assertEquals(
        new ClientMessage.Publish("room", 1, new Payload.Text("\u0000\"\\😀é{}")),
        codec.decode(
            "{\"type\":\"publish\",\"channel\":\"room\",\"seq\":1,"
                + "\"text\":\"\\u0000\\\"\\\\\\ud83d\\ude00é{}\"}"));
  }

  @Test
  void aSubscriptionMayHaveAPositionAHistoryOrNeither() throws Exception {
    assertEquals(
        new ClientMessage.Subscribe("room", null, 0, false),
        codec.decode("{\"type\":\"subscribe\",\"channel\":\"room\"}"));
    assertEquals(
        new ClientMessage.Subscribe("room", POSITION, 0, true),
        codec.decode(
            "{\"type\":\"subscribe\",\"channel\":\"room\",\"epoch\":\"e1\",\"offset\":8,"
                + "\"presence\":true}"));
    assertEquals(
        new ClientMessage.Subscribe("room", null, 20, false),
        codec.decode(
            "{\"type\":\"subscribe\",\"channel\":\"room\",\"history\":20,\"presence\":false}"));
  }

  @Test
  void theOtherMessagesOfAClient() throws Exception {
    assertEquals(
        new ClientMessage.Unsubscribe("room"),
        codec.decode("{\"type\":\"unsubscribe\",\"channel\":\"room\"}"));
    assertEquals(
        new ClientMessage.Authenticate("t"),
        codec.decode("{\"type\":\"authenticate\",\"token\":\"t\"}"));
    assertEquals(new ClientMessage.Bye(), codec.decode("{\"type\":\"bye\"}"));
  }

  @Test
  void aWelcomeTellsItsTimesInMilliseconds() {
    assertEquals(
        "{\"type\":\"welcome\",\"session\":\"s\",\"resumed\":true,\"seq\":3,\"window\":64,"
            + "\"interval\":15000,\"timeout\":40000,\"resumeWindow\":120000,"
            + "\"identity\":\"ada\",\"expiresIn\":60000}",
        codec.encode(welcome("ada", Duration.ofMinutes(1))));
    assertEquals(
        "{\"type\":\"welcome\",\"session\":\"s\",\"resumed\":true,\"seq\":3,\"window\":64,"
            + "\"interval\":15000,\"timeout\":40000,\"resumeWindow\":120000}",
        codec.encode(welcome(null, null)));
  }

  @Test
  void anAckHasAPositionWhereItIsKnown() {
    assertEquals(
        "{\"type\":\"ack\",\"seq\":3,\"channel\":\"room\",\"epoch\":\"e1\",\"offset\":8}",
        codec.encode(new ServerMessage.Ack(3, "room", POSITION)));
    assertEquals(
        "{\"type\":\"ack\",\"seq\":3}", codec.encode(new ServerMessage.Ack(3, null, null)));
  }

  @Test
  void aRefusalHasTheSeqOfAPublish() {
    assertEquals(
        "{\"type\":\"refused\",\"seq\":4,\"channel\":\"room\",\"reason\":\"forbidden\"}",
        codec.encode(new ServerMessage.Refused(4L, "room", Reason.FORBIDDEN)));
    assertEquals(
        "{\"type\":\"refused\",\"channel\":\"room\",\"reason\":\"already-subscribed\"}",
        codec.encode(new ServerMessage.Refused(null, "room", Reason.ALREADY_SUBSCRIBED)));
  }

  @Test
  void aSubscribedTellsTheMembersWhereTheyWereAskedFor() {
    assertEquals(
        "{\"type\":\"subscribed\",\"channel\":\"room\",\"epoch\":\"e1\",\"offset\":8}",
        codec.encode(new ServerMessage.Subscribed("room", POSITION, 8, null, null)));
    assertEquals(
        "{\"type\":\"subscribed\",\"channel\":\"room\",\"epoch\":\"e1\",\"offset\":8,"
            + "\"recovered\":false,"
            + "\"members\":[{\"identity\":\"ada\",\"session\":\"x\"},{\"session\":\"y\"}]}",
        codec.encode(
            new ServerMessage.Subscribed(
                "room",
                POSITION,
                8,
                false,
                List.of(new Member("ada", "x"), new Member(null, "y")))));
  }

  @Test
  void aSubscribedTellsTheLastOffsetWhereStoredMessagesFollow() {
    assertEquals(
        "{\"type\":\"subscribed\",\"channel\":\"room\",\"epoch\":\"e1\",\"offset\":8,\"last\":11,"
            + "\"recovered\":true}",
        codec.encode(new ServerMessage.Subscribed("room", POSITION, 11, true, null)));
  }

  @Test
  void aMessageIsTextOrBase64() {
    assertEquals(
        "{\"type\":\"message\",\"channel\":\"room\",\"offset\":8,\"text\":\"a\\\"b\",\"from\":\"ada\"}",
        codec.encode(new ServerMessage.Delivered("room", 8, new Payload.Text("a\"b"), "ada")));
    assertEquals(
        "{\"type\":\"message\",\"channel\":\"room\",\"offset\":8,\"binary\":\"AQI=\"}",
        codec.encode(
            new ServerMessage.Delivered(
                "room", 8, new Payload.Binary(ByteBuffer.wrap(new byte[] {1, 2})), null)));
  }

  @Test
  void theOtherMessagesOfTheServer() {
    assertEquals(
        "{\"type\":\"unsubscribed\",\"channel\":\"room\"}",
        codec.encode(new ServerMessage.Unsubscribed("room")));
    assertEquals(
        "{\"type\":\"presence\",\"channel\":\"room\",\"joined\":[{\"session\":\"x\"}],\"left\":[]}",
        codec.encode(
            new ServerMessage.Presence("room", List.of(new Member(null, "x")), List.of())));
    assertEquals(
        "{\"type\":\"error\",\"reason\":\"unavailable\"}",
        codec.encode(new ServerMessage.Failure(Reason.UNAVAILABLE)));
    assertEquals(
        "{\"type\":\"expiring\",\"in\":60000}",
        codec.encode(new ServerMessage.Expiring(Duration.ofMinutes(1))));
    assertEquals(
        "{\"type\":\"draining\",\"retryIn\":3400}",
        codec.encode(new ServerMessage.Draining(Duration.ofMillis(3_400))));
  }

  @Test
  void secretsAreInNoLogLine() throws Exception {
    assertFalse(
        codec.decode("{\"type\":\"hello\",\"token\":\"s3cret\"}").toString().contains("s3"));
    assertFalse(
        codec.decode("{\"type\":\"authenticate\",\"token\":\"s3cret\"}").toString().contains("s3"));
    assertFalse(welcome("ada", null).toString().contains("session"));
  }

  private static ServerMessage.Welcome welcome(String identity, Duration expiresIn) {
    return new ServerMessage.Welcome(
        "s",
        true,
        3,
        64,
        Duration.ofSeconds(15),
        Duration.ofSeconds(40),
        Duration.ofMinutes(2),
        identity,
        expiresIn);
  }
}
