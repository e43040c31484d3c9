package dev.lifeline.browser;

import static dev.lifeline.browser.ChatTab.expect;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The chat page on a server that allows a name one session, remembers three messages, and drains.
 */
class StrictServerIT {

  private static final String SIGNED_OUT =
      "This name has joined elsewhere, so this window was signed out.";

  @RegisterExtension
  static final Stage STAGE =
      new Stage(
          "lifeline.session.single=true", "lifeline.history.size=3", "lifeline.drain.window=3s");

  @Test
  void aNameThatJoinsElsewhereIsSignedOutHereInWords() {
    ChatTab first = STAGE.tab("Ada", "kick");
    expect(first.find("#message")).isFocused();
    ChatTab second = STAGE.tab("Ada", "kick");
    expect(first.find("#ended-words")).hasText(SIGNED_OUT);
    expect(first.find("#ended-code")).hasText("Close code 4403 kicked");
    expect(first.find("#state")).hasText("Signed out");
    expect(first.session()).hasText("Session ended");
    expect(first.event("lost")).hasText("Signed out: 4403 kicked");
    expect(first.find("#composer")).isHidden();
    expect(first.find("#reconnect")).isHidden();
    expect(first.find("#return")).isFocused();
    first.page().waitForCondition(() -> first.openSockets() == 0);
    second.say("I am here now");
    expect(second.delivered("I am here now")).hasCount(1);
    expect(second.members()).hasText(new String[] {"Ada (you)"});
  }

  @Test
  void whoWasSignedOutComesBackOnPurposeAndThatSignsTheOtherOut() {
    ChatTab first = STAGE.tab("Ada", "return");
    first.say("said before");
    expect(first.delivered("said before")).hasCount(1);
    ChatTab second = STAGE.tab("Ada", "return");
    expect(first.find("#return")).hasText("Use it here");
    first.page().click("#return");
    first.awaitJoined();
    expect(second.find("#ended-words")).hasText(SIGNED_OUT);
    expect(first.find("#ended")).isHidden();
    expect(first.find(".earlier .message[data-mine] .text")).hasText("said before");
    first.say("back on purpose");
    expect(first.delivered("back on purpose")).hasCount(1);
    expect(first.find("#state")).hasText("Connected");
  }

  @Test
  void aReloadOfAWindowThatWasSignedOutSignsNobodyOut() {
    ChatTab first = STAGE.tab("Ada", "reload");
    ChatTab second = STAGE.tab("Ada", "reload");
    expect(first.find("#ended")).isVisible();
    first.page().reload();
    expect(first.find("#join-form")).isVisible();
    expect(first.find("#name")).hasValue("Ada");
    second.say("undisturbed");
    expect(second.delivered("undisturbed")).hasCount(1);
    expect(second.find("#ended")).isHidden();
  }

  @Test
  void whatWasUnderWayWhenIWasSignedOutMayNotHaveBeenDelivered() {
    ChatTab ada = STAGE.tab("Ada", "under-way");
    ada.page()
        .evaluate(
            """
            async () => {
              const { send } = WebSocket.prototype;
              const { ChannelLine } = await import('/lifeline/channels.js');
              // What this page publishes stays on its way.
              WebSocket.prototype.send = function (text) {
                if (!text.includes('"publish"')) {
                  send.call(this, text);
                }
              };
              globalThis.joinElsewhere = () => new ChannelLine('/channels/any', { name: 'Ada' });
            }
            """);
    ada.say("did you hear me?");
    expect(ada.find("[data-delivery=pending] .delivery")).hasText("Not delivered yet");
    ada.page().evaluate("() => void joinElsewhere()");
    expect(ada.find("#ended")).isVisible();
    expect(ada.find("[data-delivery=failed] .delivery"))
        .hasText("May not have been delivered: the connection was closed");
  }

  @Test
  void aGapIsToldWithTheNumberOfMessagesThatAreLost() {
    ChatTab ada = STAGE.tab("Ada", "gap");
    ChatTab bob = STAGE.tab("Bob", "gap");
    bob.say("before");
    expect(ada.heard("before")).hasCount(1);
    ada.cutNetwork(true);
    ada.awaitState("waiting");
    ada.say("mine");
    for (String text : List.of("one", "two", "three", "four", "five")) {
      bob.say(text);
      expect(bob.delivered(text)).hasCount(1);
    }
    ada.cutNetwork(false);
    expect(ada.divider("gap"))
        .hasText("5 messages are lost: the room’s history no longer reaches back");
    expect(ada.session()).hasText("Session resumed, 5 messages lost");
    expect(ada.event("resumed")).hasText("Session resumed, 5 messages lost");
    expect(ada.delivered("mine")).hasCount(1);
    bob.say("after");
    expect(ada.heard("after")).hasCount(1);
    expect(ada.find(".message .text")).hasText(new String[] {"before", "mine", "after"});
    expect(bob.heard("mine")).hasCount(1);
  }

  @Test
  void aServerThatDrainsSaysThatItRestartsAndWhenThePageIsBack() throws Exception {
    // Chromium itself holds a socket back for up to 5 s after many that found no server.
    ChatTab ada = STAGE.tab("?interval=300&timeout=6000&connect=6000&policy=fixed&base=2000");
    ada.join("Ada", "drain");
    ada.expectServerAway();
    STAGE.stopServer();
    expect(ada.find("#log .note").last())
        .hasText(Pattern.compile("^The server restarts\\. This page will be back in \\d+ s\\.$"));
    ada.page()
        .waitForFunction(
            "() => [...seenWords].some((words) => /^The server restarts; back in \\d+ s$/.test(words))");
    STAGE.restartServer();
    ada.awaitState("open");
    expect(ada.session()).containsText("New session: the server has forgotten the old one");
  }

  @Test
  void whoJoinsSeesWhatIsKeptOfTheHistory() {
    ChatTab bob = STAGE.tab("Bob", "kept");
    for (String text : List.of("one", "two", "three", "four")) {
      bob.say(text);
      expect(bob.delivered(text)).hasCount(1);
    }
    ChatTab ada = STAGE.tab("Ada", "kept");
    expect(ada.find(".earlier .text")).hasText(new String[] {"two", "three", "four"});
  }
}
