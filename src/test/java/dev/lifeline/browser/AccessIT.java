package dev.lifeline.browser;

import static dev.lifeline.browser.ChatTab.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The chat page for those without a mouse, without light, or with a small phone. */
class AccessIT {

  /** WCAG 2.2, 1.4.3, level AA for text of ordinary size. */
  private static final double LEAST_CONTRAST = 4.5;

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void theKeyboardAloneJoinsSendsAndThrowsTheSwitch() {
    ChatTab ada = STAGE.tab();
    expect(ada.find("#name")).isFocused();
    ada.page().keyboard().type("Ada");
    ada.page().keyboard().press("Tab");
    expect(ada.find("#room")).isFocused();
    ada.page().keyboard().press("ControlOrMeta+A");
    ada.page().keyboard().type("keys");
    ada.page().keyboard().press("Enter");
    ada.awaitState("open");
    expect(ada.find("#my-room")).hasText("keys");

    expect(ada.find("#message")).isFocused();
    ada.page().keyboard().type("typed");
    ada.page().keyboard().press("Enter");
    expect(ada.delivered("typed")).hasCount(1);

    tabBackTo(ada, "dead-network");
    ada.page().keyboard().press("Space");
    expect(ada.find("#dead-network")).isChecked();
    ada.awaitState("waiting");
    tabBackTo(ada, "dead-network");
    ada.page().keyboard().press("Space");
    ada.awaitState("open");
    tabBackTo(ada, "leave");
    ada.page().keyboard().press("Enter");
    expect(ada.find("#room")).isFocused();
  }

  @Test
  void reconnectNowGivesItsFocusToTheMessage() {
    ChatTab ada = STAGE.tab("?interval=300&timeout=300&connect=300&policy=fixed&base=20000");
    ada.join("Ada", "lobby");
    ada.cutNetwork(true);
    ada.awaitState("waiting");
    ada.cutNetwork(false);
    ada.find("#reconnect").focus();
    ada.page().keyboard().press("Enter");
    ada.awaitState("open");
    expect(ada.find("#message")).isFocused();
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void textStandsOutFromItsGround(ColorScheme scheme) {
    ChatTab ada = STAGE.tab(screen(1280, 800).setColorScheme(scheme));
    ada.page().click("#join");
    assertReadable(ada);
    shoot(ada, "entrance-" + scheme);
    beInALivelyRoom(ada);
    assertReadable(ada);
    shoot(ada, "room-" + scheme);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void nothingSticksOutOnASmallPhone(ColorScheme scheme) {
    ChatTab ada =
        STAGE.tab(screen(360, 640).setColorScheme(scheme).setHasTouch(true).setIsMobile(true));
    ada.page().fill("#room", "no such room");
    ada.page().click("#join");
    assertEquals(List.of(), ada.page().evaluate(Scripts.read("sticking-out.js")));
    shoot(ada, "phone-entrance-" + scheme);
    beInALivelyRoom(ada);
    assertEquals(List.of(), ada.page().evaluate(Scripts.read("sticking-out.js")));
    shoot(ada, "phone-room-" + scheme);
  }

  /** Long names, long words, all kinds of messages, an outage under way. */
  private static void beInALivelyRoom(ChatTab ada) {
    String room = "r".repeat(128);
    ada.join("A very long name that goes on and on, on", room);
    ChatTab bob = STAGE.tab("Bob", room);
    bob.say("w".repeat(1_500));
    bob.say("A second message, of ordinary length.");
    ada.say("An answer");
    STAGE.plainClient(room).sendText("from a script", true).join();
    STAGE.plainClient(room).sendBinary(ByteBuffer.allocate(9), true).join();
    expect(ada.find(".message")).hasCount(5);
    expect(ada.find("#rtt-now")).hasText(Pattern.compile("\\d ms$"));
    ada.cutNetwork(true);
    ada.awaitState("waiting");
    ada.say("into the void");
    expect(ada.event("ghost-closed")).hasCount(1);
  }

  private static void assertReadable(ChatTab tab) {
    assertEquals(List.of(), tab.page().evaluate(Scripts.read("low-contrast.js"), LEAST_CONTRAST));
  }

  private static void tabBackTo(ChatTab tab, String id) {
    for (int i = 0; i < 8; i++) {
      if (id.equals(tab.page().evaluate("document.activeElement.id"))) {
        return;
      }
      tab.page().keyboard().press("Shift+Tab");
    }
    expect(tab.find("#" + id)).isFocused();
  }

  private static NewContextOptions screen(int width, int height) {
    return new NewContextOptions().setViewportSize(width, height);
  }

  private static void shoot(ChatTab tab, String name) {
    Path file = SCREENSHOTS.resolve(name.toLowerCase() + ".png");
    tab.page().screenshot(new Page.ScreenshotOptions().setPath(file));
  }
}
