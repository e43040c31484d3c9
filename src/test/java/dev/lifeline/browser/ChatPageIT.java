package dev.lifeline.browser;

import static dev.lifeline.browser.ChatTab.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chat page as people use it, while the line is good. */
class ChatPageIT {

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void twoTabsChat() {
    ChatTab ada = STAGE.tab("Ada", "lobby");
    ChatTab bob = STAGE.tab("Bob", "lobby");
    ada.say("Is the line up?");
    expect(bob.heard("Is the line up?")).hasCount(1);
    expect(ada.delivered("Is the line up?")).hasCount(1);
    bob.say("It is.");
    expect(ada.heard("It is.")).hasCount(1);
    expect(ada.find(".message")).hasCount(2);
    expect(ada.find(".message:not([data-mine]) .author")).hasText("Bob");
    expect(ada.find("#state")).hasText("Connected");
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
  }

  @Test
  void theRoundTripIsANumberOnceConnected() {
    ChatTab ada = STAGE.tab("Ada", "lobby");
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
    ChatTab mallory = STAGE.tab(name, "lobby");
    ChatTab bob = STAGE.tab("Bob", "lobby");
    mallory.say(text);
    expect(bob.heard(text)).hasCount(1);
    expect(bob.find(".message .author")).hasText(name);
    expect(mallory.delivered(text)).hasCount(1);
    STAGE.plainClient("lobby").sendText("<iframe src=//evil.example></iframe>", true).join();
    expect(bob.heard("<iframe src=//evil.example></iframe>")).hasCount(1);
    for (ChatTab tab : new ChatTab[] {mallory, bob}) {
      expect(tab.find("#log").locator("img, b, script, iframe")).hasCount(0);
      expect(tab.find(".bar img")).hasCount(1);
    }
  }

  @Test
  void plainTextAndBinaryMessagesAreShownAsWhatTheyAre() {
    ChatTab ada = STAGE.tab("Ada", "lobby");
    WebSocket peer = STAGE.plainClient("lobby");
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
    ada.awaitState("open");
    expect(ada.find("#my-room")).hasText("a:b.c-d_E1");
    expect(ada.find("#my-name")).hasText("Ada");
  }

  @Test
  void leavingAndJoiningKeepsOneConnection() {
    ChatTab ada = STAGE.tab("Ada", "lobby");
    for (int i = 0; i < 3; i++) {
      ada.page().click("#leave");
      expect(ada.find("#room")).isFocused();
      ada.page().click("#join");
      ada.awaitState("open");
    }
    ada.page().waitForCondition(() -> ada.openSockets() == 1);
    ada.page().click("#leave");
    ada.page().waitForCondition(() -> ada.openSockets() == 0);
  }
}
