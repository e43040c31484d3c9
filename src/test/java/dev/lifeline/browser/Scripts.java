package dev.lifeline.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** The JavaScript of the tests, from {@code src/test/resources/browser}. */
final class Scripts {

  /** A place beside the application that only the routes of the tests answer. */
  private static final String PLACE = "test-scripts/";

  private Scripts() {}

  /**
   * Brings a tab to a blank page that may import these scripts, and the application's.
   *
   * @param policy its Content-Security-Policy
   */
  static void visit(Page page, URI home, String policy) {
    String place = home.resolve(PLACE).toString();
    page.route(place + "**", route -> answer(route, policy));
    page.navigate(place);
  }

  static String read(String file) {
    return readResource("/browser/" + file);
  }

  private static void answer(Route route, String policy) {
    String file = route.request().url().replaceFirst(".*/", "");
    Route.FulfillOptions answer = new Route.FulfillOptions();
    if (file.isEmpty()) {
      answer.setContentType("text/html").setBody("<!doctype html><title>scripts</title>");
      answer.setHeaders(Map.of("Content-Security-Policy", policy, "Content-Type", "text/html"));
    } else if (file.endsWith(".json")) {
      answer.setContentType("application/json").setBody(readResource("/" + file));
    } else {
      answer.setContentType("text/javascript").setBody(read(file));
    }
    route.fulfill(answer);
  }

  private static String readResource(String path) {
    try (InputStream in = Scripts.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(in, path).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
