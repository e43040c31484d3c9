package dev.lifeline.browser;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The browser client of the shipped WAR under virtual time, in the browser. The cases are the
 * modules of {@code src/test/resources/browser}; the page they run in is blank.
 */
class ClientIT {

  /** A place beside the application that only the route of this test answers. */
  private static final String CASES = "client-cases/";

  @RegisterExtension static final Stage STAGE = new Stage();

  @TestFactory
  Stream<DynamicTest> heartbeat() {
    return cases("heartbeat-cases.js");
  }

  @TestFactory
  Stream<DynamicTest> reconnect() {
    return cases("reconnect-cases.js");
  }

  @TestFactory
  Stream<DynamicTest> end() {
    return cases("end-cases.js");
  }

  private static Stream<DynamicTest> cases(String module) {
    Page page = STAGE.tab().page();
    String place = URI.create(page.url()).resolve(CASES).toString();
    page.route(place + "**", ClientIT::serve);
    page.navigate(place);
    List<?> names =
        (List<?>)
            page.evaluate(
                "async (module) => Object.keys((await import(module)).cases)", place + module);
    return names.stream()
        .map(String.class::cast)
        .map(name -> dynamicTest(name, () -> run(page, place + module, name)));
  }

  private static void run(Page page, String module, String name) {
    page.evaluate(
        "async ([module, name]) => (await import(module)).cases[name]()", List.of(module, name));
  }

  private static void serve(Route route) {
    String file = route.request().url().replaceFirst(".*/", "");
    if (file.isEmpty()) {
      route.fulfill(answer("text/html", "<!doctype html><title>cases</title>"));
    } else {
      route.fulfill(answer("text/javascript", Scripts.read(file)));
    }
  }

  private static Route.FulfillOptions answer(String type, String body) {
    return new Route.FulfillOptions().setContentType(type).setBody(body);
  }
}
