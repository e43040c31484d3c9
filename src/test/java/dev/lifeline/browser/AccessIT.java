package dev.lifeline.browser;

import static dev.lifeline.browser.ChatTab.expect;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsInViewportOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The chat page for those without a mouse, without light, or with a small phone. */
class AccessIT {

  /** WCAG 2.2, 1.4.3, level AA for text of ordinary size. */
  private static final double LEAST_CONTRAST = 4.5;

  /** The longest that is allowed. */
  private static final String LONG_NAME = "A very long name that goes on and on, on";

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");

  @RegisterExtension static final Stage STAGE = new Stage("lifeline.session.single=true");

  /** So that each test has a room of its own. */
  private static int rooms;

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
    ada.join("Ada", "focus");
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
    comeBack(ada);
    assertReadable(ada);
    shoot(ada, "back-" + scheme);
    beSignedOut(ada);
    assertReadable(ada);
    shoot(ada, "signed-out-" + scheme);
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
    comeBack(ada);
    assertEquals(List.of(), ada.page().evaluate(Scripts.read("sticking-out.js")));
    shoot(ada, "phone-back-" + scheme);
    beSignedOut(ada);
    assertEquals(List.of(), ada.page().evaluate(Scripts.read("sticking-out.js")));
    shoot(ada, "phone-signed-out-" + scheme);
  }

  @Test
  void onASmallPhoneTheFieldToWriteInStaysInSightHoweverManyAreThere() {
    ChatTab ada = STAGE.tab(screen(360, 640).setHasTouch(true).setIsMobile(true));
    ada.join("Ada", "crowded");
    List<String> names =
        IntStream.range(10, 40).mapToObj(i -> "Guest with a name of some length " + i).toList();
    STAGE.tab().bring("crowded", names);
    expect(ada.find("#members-count")).hasText("31");
    for (String part : new String[] {"#state", "#message", "#send"}) {
      expect(ada.find(part)).isInViewport(new IsInViewportOptions().setRatio(1));
    }
    assertEquals(List.of(), ada.page().evaluate(Scripts.read("sticking-out.js")));
  }

  /** Long names, long words, a history, all kinds of messages, an outage under way. */
  private static void beInALivelyRoom(ChatTab ada) {
    String room = "r".repeat(127) + ++rooms;
    ChatTab bob = STAGE.tab("Bob", room);
    bob.say("h".repeat(500));
    expect(bob.delivered("h".repeat(500))).hasCount(1);
    ada.join(LONG_NAME, room);
    bob.say("w".repeat(1_500));
    bob.say("A second message, of ordinary length.");
    ada.say("An answer");
    STAGE.plainClient(room).sendText("from a script", true).join();
    STAGE.plainClient(room).sendBinary(ByteBuffer.allocate(9), true).join();
    expect(ada.find(".message")).hasCount(6);
    expect(ada.find("#rtt-now")).hasText(Pattern.compile("\\d ms$"));
    ada.cutNetwork(true);
    ada.awaitState("waiting");
    ada.say("into the void");
    expect(ada.event("ghost-closed")).hasCount(1);
    bob.say("s".repeat(500));
    expect(bob.delivered("s".repeat(500))).hasCount(1);
  }

  private static void comeBack(ChatTab ada) {
    ada.cutNetwork(false);
    expect(ada.divider("away")).hasCount(1);
    expect(ada.delivered("into the void")).hasCount(1);
  }

  private static void beSignedOut(ChatTab ada) {
    STAGE.tab(LONG_NAME, "elsewhere");
    expect(ada.find("#ended")).isVisible();
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
