package dev.lifeline.testing;

import java.util.List;
import java.util.Random;

/**
 * What no client of {@code lifeline.v1} may say, in whatever state.
 *
 * @param fault the reason text that it is closed with, behind {@code bad-message: }
 * @param text as it is sent
 */
public record BadMessage(String fault, String text) {

  private static final String PUBLISH = "{'type':'publish','channel':'room','seq':1,";
  private static final String SUBSCRIBE = "{'type':'subscribe','channel':'room',";

  private static final String[] GOOD = {
    "{\"type\":\"hello\",\"session\":\"s\",\"token\":\"t\",\"name\":\"Ada\"}",
    "{\"type\":\"publish\",\"channel\":\"room\",\"seq\":12,\"text\":\"h\\u00e9 \\ud83d\\ude00\"}",
    "{\"type\":\"publish\",\"channel\":\"room\",\"seq\":12,\"binary\":\"AQIDBA==\"}",
    "{\"type\":\"subscribe\",\"channel\":\"room\",\"epoch\":\"e\",\"offset\":8,\"presence\":true}",
    "{\"type\":\"unsubscribe\",\"channel\":\"room\"}",
  };

  private static final String ODD = "{}[]\",:\\/u0179-+.eE \u0000\n\ud83d\ude00é";

  /** All of them. */
  public static List<BadMessage> all() {
    return List.of(
        // No JSON, or not one object.
        bad("no JSON", "hello"),
        bad("no JSON", "{"),
        bad("no JSON", "{'type'"),
        bad("no JSON", "{'type':"),
        bad("no JSON", "{'type':'hello'"),
        bad("no JSON", "{'type':'hello',}"),
        bad("no JSON", "{'type' 'hello'}"),
        bad("no JSON", "{type:'hello'}"),
        bad("no JSON", "{'type':'hel\nlo'}"),
        bad("no JSON", "{'type':'hello','name':'\\x'}"),
        bad("no JSON", "{'type':'hello','name':'\\u12'}"),
        bad("no JSON", "{'type':nul}"),
        bad("no JSON", "{'type':01}"),
        bad("no JSON", "{'type':NaN}"),
        bad("no JSON", "{'type':'hello'}}"),
        bad("no JSON", "{'type':'hello'}{'type':'hello'}"),
        bad("no JSON", "{'type':'hello'} x"),
        bad("no JSON", "\ufeff{'type':'hello'}"),
        bad("no JSON", "\u0000"),
        bad("no JSON", "   "),
        bad("no JSON", "}"),
        bad("no JSON object", "[]"),
        bad("no JSON object", "'hello'"),
        bad("no JSON object", "17"),
        bad("no JSON object", "null"),
        bad("no JSON object", "true"),
        bad("no JSON object", "[".repeat(30_000)),
        // Objects with fields that cannot be.
        bad("a value is no text, number or boolean", "{'type':null}"),
        bad("a value is no text, number or boolean", "{'type':{}}"),
        bad("a value is no text, number or boolean", "{'type':[]}"),
        bad("a value is no text, number or boolean", "{'a':" + "{'a':".repeat(6_000)),
        bad("a value is no text, number or boolean", "{'a':" + "[".repeat(30_000)),
        bad("a value is no text, number or boolean", "{'type':'hello','name':['Ada']}"),
        bad("a field is there twice", "{'type':'hello','type':'bye'}"),
        bad("a field is there twice", PUBLISH + "'seq':2,'text':'hi'}"),
        bad("too many fields", manyFields(17)),
        bad("too many fields", manyFields(5_000)),
        bad("a text has half a surrogate pair", "{'type':'hello','name':'\\ud83d'}"),
        bad("a text has half a surrogate pair", PUBLISH + "'text':'\\ude00\\ud83d'}"),
        // The type.
        bad("type: a text is missing", "{}"),
        bad("type: a text is missing", "{'Type':'hello'}"),
        bad("type: a text is missing", "{'type':1}"),
        bad("type: a text is missing", "{'type':true}"),
        bad("type: an unknown one", "{'type':''}"),
        bad("type: an unknown one", "{'type':'Hello'}"),
        bad("type: an unknown one", "{'type':'welcome'}"),
        bad("type: an unknown one", "{'type':'message','channel':'room','offset':1,'text':'hi'}"),
        bad("type: an unknown one", "{'type':'kick','identity':'ada'}"),
        // hello
        bad("hello: an unknown field", "{'type':'hello','sesion':'s'}"),
        bad("hello: an unknown field", "{'type':'hello','identity':'root'}"),
        bad("hello.session: no text", "{'type':'hello','session':7}"),
        bad("hello.session: 1 to 64 characters are allowed", "{'type':'hello','session':''}"),
        bad(
            "hello.session: 1 to 64 characters are allowed",
            "{'type':'hello','session':'" + "s".repeat(65) + "'}"),
        bad("hello.token: no text", "{'type':'hello','token':false}"),
        bad(
            "hello.token: 1 to 8192 characters are allowed",
            "{'type':'hello','token':'" + "t".repeat(8_193) + "'}"),
        bad("hello.name: 1 to 128 characters are allowed", "{'type':'hello','name':''}"),
        bad(
            "hello.name: 1 to 128 characters are allowed",
            "{'type':'hello','name':'" + "n".repeat(129) + "'}"),
        bad(
            "hello.name: control characters are not allowed",
            "{'type':'hello','name':'Ada\\nINFO all is well'}"),
        // publish
        bad("publish.channel: a text is missing", "{'type':'publish','seq':1,'text':'hi'}"),
        bad("publish.channel: no text", "{'type':'publish','channel':1,'seq':1,'text':'hi'}"),
        bad(
            "publish.channel: 1 to 128 characters are allowed",
            "{'type':'publish','channel':'" + "c".repeat(129) + "','seq':1,'text':'hi'}"),
        bad("publish.seq: a whole number is missing", "{'type':'publish','channel':'c','text':''}"),
        bad("publish.seq: no whole number", "{'type':'publish','channel':'c','seq':'1'}"),
        bad("publish.seq: no whole number", "{'type':'publish','channel':'c','seq':-1}"),
        bad("publish.seq: no whole number", "{'type':'publish','channel':'c','seq':1.0}"),
        bad("publish.seq: no whole number", "{'type':'publish','channel':'c','seq':1e2}"),
        bad("publish.seq: no whole number", "{'type':'publish','channel':'c','seq':1e999999999}"),
        bad(
            "publish.seq: no whole number",
            "{'type':'publish','channel':'c','seq':" + "9".repeat(60_000) + "}"),
        bad(
            "publish.seq: 1 to 9007199254740991 is allowed",
            "{'type':'publish','channel':'c','seq':0}"),
        bad(
            "publish.seq: 1 to 9007199254740991 is allowed",
            "{'type':'publish','channel':'c','seq':9007199254740992}"),
        bad("publish.text: either text or binary has to be there", PUBLISH + "'x':1}"),
        bad(
            "publish.text: either text or binary has to be there",
            PUBLISH + "'text':'hi','binary':'AQI='}"),
        bad("publish.text: no text", PUBLISH + "'text':7}"),
        bad("publish.binary: no text", PUBLISH + "'binary':true}"),
        bad("publish.binary: no base64", PUBLISH + "'binary':'AQI'}"),
        bad("publish.binary: no base64", PUBLISH + "'binary':'A_I='}"),
        bad("publish.binary: no base64", PUBLISH + "'binary':'AQ I='}"),
        bad("publish.binary: no base64", PUBLISH + "'binary':'===='}"),
        bad("publish: an unknown field", PUBLISH + "'text':'hi','from':'ada'}"),
        // subscribe
        bad("subscribe.channel: a text is missing", "{'type':'subscribe'}"),
        bad("subscribe.offset: epoch and offset come together", SUBSCRIBE + "'offset':1}"),
        bad("subscribe.offset: epoch and offset come together", SUBSCRIBE + "'epoch':'e'}"),
        bad("subscribe.offset: no whole number", SUBSCRIBE + "'epoch':'e','offset':-1}"),
        bad("subscribe.offset: no whole number", SUBSCRIBE + "'epoch':'e','offset':'1'}"),
        bad(
            "subscribe.epoch: 1 to 64 characters are allowed",
            SUBSCRIBE + "'epoch':'','offset':1}"),
        bad("subscribe.history: 0 to 1000000 is allowed", SUBSCRIBE + "'history':1000001}"),
        bad("subscribe.history: no whole number", SUBSCRIBE + "'history':true}"),
        bad(
            "subscribe.history: not together with a position",
            SUBSCRIBE + "'epoch':'e','offset':1,'history':1}"),
        bad("subscribe.presence: no boolean", SUBSCRIBE + "'presence':1}"),
        bad("subscribe: an unknown field", SUBSCRIBE + "'ofset':1}"),
        // the others
        bad("unsubscribe.channel: a text is missing", "{'type':'unsubscribe'}"),
        bad("unsubscribe: an unknown field", "{'type':'unsubscribe','channel':'c','all':true}"),
        bad("authenticate.token: a text is missing", "{'type':'authenticate'}"),
        bad("authenticate.token: no text", "{'type':'authenticate','token':1}"),
        bad("bye: an unknown field", "{'type':'bye','reason':'tired'}"));
  }

  private static BadMessage bad(String fault, String message) {
    return new BadMessage(fault, message.replace('\'', '"'));
  }

  private static String manyFields(int count) {
    StringBuilder text = new StringBuilder("{'type':'hello'");
    for (int i = 1; i < count; i++) {
      text.append(",'f").append(i).append("':1");
    }
    return text.append('}').toString();
  }

  /** A good message with a few characters changed: perhaps another good one. */
  public static String damaged(Random random) {
    StringBuilder text = new StringBuilder(GOOD[random.nextInt(GOOD.length)]);
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(text.length());
      char c = ODD.charAt(random.nextInt(ODD.length()));
      switch (random.nextInt(4)) {
        case 0 -> text.setCharAt(at, c);
        case 1 -> text.insert(at, c);
        case 2 -> text.deleteCharAt(at);
        default -> text.insert(at, text.substring(at, at + random.nextInt(text.length() - at)));
      }
    }
    return text.toString();
  }
}
