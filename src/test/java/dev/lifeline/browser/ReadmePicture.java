package dev.lifeline.browser;

import static dev.lifeline.browser.ChatTab.expect;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Paints the README's picture: {@code mvn verify -Dit.test=ReadmePicture -Dpicture=true}. No test,
 * and run by hand alone, since each run paints other numbers.
 */
@EnabledIfSystemProperty(named = "picture", matches = "true")
class ReadmePicture {

  private static final Path PICTURE = Path.of("src", "docs", "chat.png");

  @RegisterExtension static final Stage STAGE = new Stage();

  @Test
  void paint() {
    ChatTab grace = STAGE.tab("Grace", "lobby");
    ChatTab linus = STAGE.tab("Linus", "lobby");
    converse(grace, linus, "Morning. The line is up.");
    converse(grace, linus, "Ada is about to cut it.");
    ChatTab ada =
        STAGE.tab(
            new NewContextOptions()
                .setViewportSize(1280, 800)
                .setColorScheme(ColorScheme.LIGHT)
                .setLocale("en-GB"));
    ada.join("Ada", "lobby");
    converse(ada, grace, "Watch this: I cut the network here for a moment.");
    ada.page().waitForFunction("() => document.querySelectorAll('#rtt circle').length >= 12");
    ada.cutNetwork(true);
    ada.awaitState("waiting");
    ada.say("Can anybody hear me?");
    converse(grace, linus, "There she goes.");
    expect(ada.event("ghost-closed")).hasCount(1);
    converse(linus, grace, "The server has closed her ghost.");
    STAGE.plainClient("lobby").sendText("hello from a shell script", true).join();
    expect(grace.heard("hello from a shell script")).hasCount(1);
    ada.cutNetwork(false);
    expect(ada.divider("away")).hasCount(1);
    expect(ada.delivered("Can anybody hear me?")).hasCount(1);
    converse(ada, grace, "And nothing was lost.");
    ada.page().waitForFunction("() => document.querySelectorAll('#rtt circle').length >= 22");
    ada.page().screenshot(new Page.ScreenshotOptions().setPath(PICTURE));
  }

  private static void converse(ChatTab speaker, ChatTab listener, String text) {
    speaker.say(text);
    expect(speaker.delivered(text)).hasCount(1);
    expect(listener.heard(text)).hasCount(1);
  }
}
