package dev.lifeline.browser;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The browser client of the shipped WAR under virtual time, in the browser. The cases are the table
 * that it shares with the Java client, {@code src/test/resources/client-cases.json}, and what that
 * cannot say, the modules of {@code src/test/resources/browser}.
 */
class ClientIT {

  private static final String PLACE = "/test-scripts/";

  @RegisterExtension static final Stage STAGE = new Stage();

  @TestFactory
  Stream<DynamicTest> table() {
    return cases("table-cases.js");
  }

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

  @TestFactory
  Stream<DynamicTest> socket() {
    return cases("socket-cases.js");
  }

  @TestFactory
  Stream<DynamicTest> listeners() {
    return cases("listener-cases.js");
  }

  @TestFactory
  Stream<DynamicTest> sessions() {
    return cases("session-cases.js");
  }

  @TestFactory
  Stream<DynamicTest> publishes() {
    return cases("publish-cases.js");
  }

  @TestFactory
  Stream<DynamicTest> subscriptions() {
    return cases("subscription-cases.js");
  }

  @TestFactory
  Stream<DynamicTest> readers() {
    return cases("reader-cases.js");
  }

  private static Stream<DynamicTest> cases(String module) {
    Page page = STAGE.scripts().page();
    List<?> names =
        (List<?>)
            page.evaluate(
                "async (module) => Object.keys((await import(module)).cases)", PLACE + module);
    return names.stream()
        .map(String.class::cast)
        .map(name -> dynamicTest(name, () -> run(page, PLACE + module, name)));
  }

  private static void run(Page page, String module, String name) {
    page.evaluate(
        "async ([module, name]) => (await import(module)).cases[name]()", List.of(module, name));
  }
}
