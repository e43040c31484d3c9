package dev.lifeline.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The JavaScript of the tests, from {@code src/test/resources/browser}. */
final class Scripts {

  /** A place beside the application that only the routes of the tests answer. */
  private static final String PLACE = "test-scripts/";

  private Scripts() {}

  /** Lets a page import these scripts, as {@code /test-scripts/name.js}. */
  static void serve(Page page, URI home) {
    page.route(home.resolve(PLACE) + "**", Scripts::answer);
  }

  static String read(String file) {
    return readResource("/browser/" + file);
  }

  private static void answer(Route route) {
    String file = route.request().url().replaceFirst(".*/", "");
    boolean isTable = file.endsWith(".json");
    route.fulfill(
        new Route.FulfillOptions()
            .setContentType(isTable ? "application/json" : "text/javascript")
            .setBody(isTable ? readResource("/" + file) : read(file)));
  }

  private static String readResource(String path) {
    try (InputStream in = Scripts.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
