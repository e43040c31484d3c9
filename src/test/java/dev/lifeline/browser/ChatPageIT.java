package dev.lifeline.browser;

import static dev.lifeline.browser.ChatTab.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chat page as people use it, while the line is good. Each test has rooms of its own. */
class ChatPageIT {

  private static final int PATIENCE_SECONDS = 20;

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void twoTabsChat() {
    ChatTab ada = STAGE.tab("Ada", "two");
    ChatTab bob = STAGE.tab("Bob", "two");
    ada.say("Is the line up?");
    expect(bob.heard("Is the line up?")).hasCount(1);
    expect(ada.delivered("Is the line up?")).hasCount(1);
    bob.say("It is.");
    expect(ada.heard("It is.")).hasCount(1);
    expect(ada.find(".message")).hasCount(2);
    expect(ada.find(".message:not([data-mine]) .author")).hasText("Bob");
    expect(ada.find("#state")).hasText("Connected");
    expect(ada.find("#session-detail")).hasText(Pattern.compile("^At message 2 of epoch \\S+$"));
  }

  @Test
  void roomsAreApart() {
    ChatTab ada = STAGE.tab("Ada", "here");
    ChatTab bob = STAGE.tab("Bob", "there");
    bob.say("nobody is here");
    ada.say("nor here");
    expect(bob.delivered("nobody is here")).hasCount(1);
    expect(ada.delivered("nor here")).hasCount(1);
    expect(ada.find(".message")).hasCount(1);
    expect(ada.members()).hasText(new String[] {"Ada (you)"});
  }

  @Test
  void whoJoinsSeesWhatWasSaidBeforeSetApartFromWhatIsNew() {
    ChatTab bob = STAGE.tab("Bob", "history");
    bob.say("first");
    bob.say("second");
    expect(bob.delivered("second")).hasCount(1);
    STAGE.plainClient("history").sendText("from a script", true).join();
    expect(bob.heard("from a script")).hasCount(1);

    ChatTab ada = STAGE.tab("Ada", "history");
    expect(ada.session()).hasText("Session begun, 3 earlier messages");
    bob.say("new");
    expect(ada.heard("new")).hasCount(1);
    expect(ada.find("#log > .earlier .divider")).hasText("Earlier messages");
    expect(ada.find(".earlier .text")).hasText(new String[] {"first", "second", "from a script"});
    expect(ada.find(".earlier [data-kind=chat] time")).hasCount(2);
    expect(ada.find(".earlier [data-kind=plain] time")).hasCount(0);
    expect(ada.find("#log > .message .text")).hasText(new String[] {"new"});
    expect(ada.find(".earlier ~ .note")).hasCount(1);
  }

  @Test
  void anEmptyRoomHasNoEarlierMessages() {
    ChatTab ada = STAGE.tab("Ada", "empty");
    expect(ada.session()).hasText("Session begun");
    expect(ada.find(".earlier")).hasCount(0);
    expect(ada.find("#session-detail")).containsText("Before the first message");
  }

  @Test
  void ofALongHistoryTheLastFiftyAreShown() {
    WebSocket peer = STAGE.plainClient("long");
    ChatTab bob = STAGE.tab("Bob", "long");
    IntStream.rangeClosed(1, 60).forEach(i -> peer.sendText("message " + i, true).join());
    expect(bob.heard("message 60")).hasCount(1);
    ChatTab ada = STAGE.tab("Ada", "long");
    Locator earlier = ada.find(".earlier .text");
    expect(earlier).hasCount(50);
    expect(earlier.first()).hasText("message 11");
    expect(earlier.last()).hasText("message 60");
  }

  @Test
  void oneWhoWasHereBeforeFindsTheirOwnMessagesAsTheirs() {
    ChatTab ada = STAGE.tab("Ada", "own");
    ada.say("mine");
    expect(ada.delivered("mine")).hasCount(1);
    ada.page().reload();
    ada.awaitJoined();
    expect(ada.find(".earlier .message[data-mine] .text")).hasText("mine");
    expect(ada.find(".message")).hasCount(1);
  }

  @Test
  void whatAMessageSaysOfItsSenderAndTimeIsNotBelieved() {
    ChatTab ada = STAGE.tab("Ada", "forged");
    ada.page()
        .evaluate(
            """
            async () => {
              const { ChannelLine } = await import('/lifeline/channels.js');
              const line = new ChannelLine('/channels/any', { name: 'Mallory' });
              const say = (at) => line.publish('forged', JSON.stringify({ name: 'Ada', text: 'a lie', at }));
              await Promise.all([say(-1), say(Date.now() + 1e9), say('noon'), say(null), line.publish('forged', '7')]);
            }
            """);
    expect(ada.heard("a lie")).hasCount(4);
    expect(ada.heard("7")).hasCount(1);
    STAGE.plainClient("forged").sendText("{\"name\":\"Ada\",\"text\":\"I am Ada\"}", true).join();
    expect(ada.heard("{\"name\":\"Ada\",\"text\":\"I am Ada\"}")).hasCount(1);
    ChatTab bob = STAGE.tab("Bob", "forged");
    expect(bob.find(".earlier .message")).hasCount(6);
    expect(bob.find(".earlier time")).hasCount(0);
    expect(bob.find(".earlier [data-kind=chat] .author"))
        .hasText(new String[] {"Mallory", "Mallory", "Mallory", "Mallory", "Mallory"});
    expect(bob.find(".earlier [data-kind=plain] .author")).hasText("plain client");
  }

  @Test
  void whoIsConnectedIsListedOnceWithTheNumberOfTheirWindows() {
    ChatTab ada = STAGE.tab("Ada", "members");
    ChatTab zoe = STAGE.tab("Zoe", "members");
    ChatTab bob = STAGE.tab("Bob", "members");
    STAGE.tab("Bob", "members");
    expect(ada.members()).hasText(new String[] {"Ada (you)", "Bob ×\u00a02 sessions", "Zoe"});
    expect(ada.find("#members-count")).hasText("3");
    zoe.leave();
    expect(bob.members()).hasText(new String[] {"Bob (you) ×\u00a02 sessions", "Ada"});
    expect(bob.find("#members-count")).hasText("2");
  }

  @Test
  void whoComesAndWhoGoesIsToldInOneLine() {
    ChatTab ada = STAGE.tab("Ada", "coming");
    ChatTab crowd = STAGE.tab();
    crowd.bring("coming", List.of("Bob", "Eve"));
    expect(ada.find("#log .note").last())
        .hasText(Pattern.compile("^(Bob and Eve|Eve and Bob) joined$"));
    crowd.bring("coming", List.of("Mia", "Leo", "Ida", "Kim", "Ulf"));
    expect(ada.find("#log .note").last())
        .hasText(Pattern.compile("^(\\w{3}, ){2}\\w{3} and 2 more joined$"));
    ChatTab zoe = STAGE.tab("Zoe", "coming");
    expect(ada.note("Zoe joined")).hasCount(1);
    zoe.leave();
    expect(ada.note("Zoe left")).hasCount(1);
    expect(ada.find("#log .note")).hasCount(5);
  }

  @Test
  void ofACrowdTheRestIsCounted() {
    ChatTab ada = STAGE.tab("Ada", "crowd");
    List<String> names = IntStream.range(10, 40).mapToObj(i -> "Guest " + i).toList();
    STAGE.tab().bring("crowd", names);
    expect(ada.find("#members-count")).hasText("31");
    expect(ada.members()).hasCount(13);
    expect(ada.members().first()).hasText("Ada (you)");
    expect(ada.members().nth(11)).hasText("Guest 20");
    expect(ada.members().last()).hasText("and 19 more");
  }

  @Test
  void inACrowdComingAndGoingIsNoNewsAndNowhereIfItWasForAMoment() {
    Object told =
        STAGE
            .tab()
            .page()
            .evaluate(
                """
                async () => {
                  const { PresenceNews } = await import('/chat/members.js');
                  const { setTimeout } = globalThis;
                  const told = [];
                  const timers = [];
                  globalThis.setTimeout = (task) => timers.push(task);
                  const news = new PresenceNews(({ what, names, more }) => told.push(`${what} ${names} ${more}`));
                  const people = (count) =>
                    Array.from({ length: count }, (_, i) => ({ identity: `p${i}`, session: `${i}` }));
                  for (const counts of [[1], [3], [2, 3], [20], [21], [20], [2]]) {
                    counts.forEach((count) => news.changed(people(count), 'p0'));
                    timers.splice(0).forEach((settle) => settle());
                  }
                  globalThis.setTimeout = setTimeout;
                  return told;
                }
                """);
    assertEquals(List.of("joined p1,p2 0", "joined p3,p4,p5 14", "left p2,p3,p4 15"), told);
  }

  @Test
  void aReloadedPageIsListedOnce() {
    ChatTab ada = STAGE.tab("Ada", "reloaded");
    ada.page().reload();
    ada.awaitJoined();
    assertEquals("Ada (you)", ada.find("#members").textContent());
  }

  @Test
  void theRoundTripIsANumberOnceConnected() {
    ChatTab ada = STAGE.tab("Ada", "numbers");
    Pattern millis = Pattern.compile("^\\d+(\\.\\d)? ms$");
    for (String number : new String[] {"now", "min", "median", "max"}) {
      expect(ada.find("#rtt-" + number)).hasText(millis);
    }
    expect(ada.find("#rtt circle.latest")).hasCount(1);
  }

  @Test
  void textOfOthersIsNeverHtml() {
    String name = "<img src=x onerror=alert(1)>";
    String text = "<b>bold</b><img src=y onerror=alert(2)><script>alert(3)</script>";
    ChatTab bob = STAGE.tab("Bob", "markup");
    ChatTab mallory = STAGE.tab(name, "markup");
    mallory.say(text);
    expect(bob.heard(text)).hasCount(1);
    expect(bob.find(".message .author")).hasText(name);
    expect(mallory.delivered(text)).hasCount(1);
    STAGE.plainClient("markup").sendText("<iframe src=//evil.example></iframe>", true).join();
    expect(bob.heard("<iframe src=//evil.example></iframe>")).hasCount(1);
    expect(bob.note(name + " joined")).hasCount(1);
    expect(bob.members()).hasText(new String[] {"Bob (you)", name});
    for (ChatTab tab : new ChatTab[] {mallory, bob, STAGE.tab("Eve", "markup")}) {
      expect(tab.find(".message")).hasCount(2);
      expect(tab.find("#inside").locator("img, b, script, iframe")).hasCount(0);
      expect(tab.find(".bar img")).hasCount(1);
    }
  }

  @Test
  void plainTextAndBinaryMessagesAreShownAsWhatTheyAre() {
    ChatTab ada = STAGE.tab("Ada", "plain");
    WebSocket peer = STAGE.plainClient("plain");
    peer.sendText("not JSON", true).join();
    peer.sendText("{\"name\":1,\"text\":\"half JSON\"}", true).join();
    peer.sendBinary(ByteBuffer.allocate(2048), true).join();
    Locator plain = ada.find(".message[data-kind=plain]");
    expect(plain).hasCount(2);
    expect(plain.first().locator(".text")).hasText("not JSON");
    expect(plain.first().locator(".author")).hasText("plain client");
    expect(plain.last().locator(".text")).hasText("{\"name\":1,\"text\":\"half JSON\"}");
    expect(ada.find(".message[data-kind=binary] .text")).hasText("2,048 bytes");
  }

  @Test
  void aPlainClientHearsWhatThePageSaysAndWhoSaidIt() throws Exception {
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
    STAGE.plainClient("beside", listener).sendText("ping", true).join();
    assertEquals("pong", heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS));
    STAGE.tab("Ada", "beside").say("Can you hear me?");
    String text = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertNotNull(text);
    assertTrue(text.startsWith("{\"name\":\"Ada\",\"text\":\"Can you hear me?\","), text);
  }

  @Test
  void everyFinalCloseCodeAndEveryRefusalIsToldInWords() {
    Object unsaid =
        STAGE
            .tab()
            .page()
            .evaluate(
                """
                async () => {
                  const { CloseCode } = await import('/lifeline/lifeline.js');
                  const { endOf, failure, refusal } = await import('/chat/words.js');
                  const codes = [3002, ...Object.values(CloseCode).filter((code) => code >= 4400 && code < 4500)];
                  const ofBoth = ['forbidden', 'invalid-channel'];
                  const ofMessages = ['vetoed', 'unavailable', 'unknown-outcome', 'message-too-big', 'closed'];
                  return [
                    ...codes.map((code) => endOf(code, 'why').words).filter((words) => /\\d|why/.test(words)),
                    ...[...ofBoth, 'too-many-subscriptions'].filter((reason) => refusal(reason).words.includes(reason)),
                    ...[...ofBoth, ...ofMessages].filter((reason) => failure({ reason }).endsWith(`: ${reason}`)),
                  ];
                }
                """);
    assertEquals(List.of(), unsaid);
  }

  @ParameterizedTest
  @CsvSource({
    "'', Give the room a name.",
    "a b, A room cannot contain a space.",
    "ä, A room cannot contain “ä”.",
    "a/b, A room cannot contain “/”.",
    ".., A room cannot be dots alone.",
  })
  void aRoomThatCannotBeIsRefusedInWords(String room, String words) {
    ChatTab ada = STAGE.tab();
    ada.page().fill("#name", "Ada");
    ada.page().fill("#room", room);
    ada.page().click("#join");
    expect(ada.find("#room-problem")).hasText(words);
    expect(ada.find("#room")).hasAttribute("aria-invalid", "true");
    expect(ada.find("#room")).isFocused();
    assertEquals(0, ada.openSockets());
  }

  @Test
  void aRoomHasAtMost128Characters() {
    ChatTab ada = STAGE.tab();
    ada.page().fill("#name", "Ada");
    ada.page().fill("#room", "r".repeat(129));
    ada.page().click("#join");
    expect(ada.find("#room-problem"))
        .hasText("A room has at most 128 characters; this one has 129.");
    ada.join("Ada", "r".repeat(128));
  }

  @Test
  void aReloadReturnsToTheRoomOfTheAddress() {
    ChatTab ada = STAGE.tab("Ada", "a:b.c-d_E1");
    assertTrue(ada.page().url().endsWith("#a:b.c-d_E1"), ada.page().url());
    ada.page().reload();
    ada.awaitJoined();
    expect(ada.find("#my-room")).hasText("a:b.c-d_E1");
    expect(ada.find("#my-name")).hasText("Ada");
  }

  @Test
  void leavingAndJoiningKeepsOneConnection() {
    ChatTab ada = STAGE.tab("Ada", "again");
    for (int i = 0; i < 3; i++) {
      ada.leave();
      expect(ada.find("#room")).isFocused();
      ada.page().click("#join");
      ada.awaitJoined();
    }
    ada.page().waitForCondition(() -> ada.openSockets() == 1);
    ada.leave();
    ada.page().waitForCondition(() -> ada.openSockets() == 0);
  }
}
