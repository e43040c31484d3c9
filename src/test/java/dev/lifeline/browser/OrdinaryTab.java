package dev.lifeline.browser;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A tab that may be hidden, throttled and frozen as any other. Playwright keeps its own pages
 * visible and awake, so this one is not Playwright's: it is driven through the browser's session of
 * the DevTools protocol. Used by one thread.
 */
final class OrdinaryTab {

  /** What Playwright tells Chromium so that hidden pages run like visible ones. */
  static final List<String> UNWANTED =
      List.of(
          "--disable-background-timer-throttling",
          "--disable-backgrounding-occluded-windows",
          "--disable-renderer-backgrounding");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Gson gson = new Gson();
  private final CDPSession browser;
  private final String target;
  private final String session;

  /** What the page's own session has answered, by the number of the question. */
  private final Map<Integer, JsonObject> answers = new HashMap<>();

  private int asked;

  /** Opens it, in front of all others. */
  OrdinaryTab(Browser chromium, URI url) {
    browser = chromium.newBrowserCDPSession();
    browser.on("Target.receivedMessageFromTarget", this::heard);
    target =
        send("Target.createTarget", Map.of("url", url.toString())).get("targetId").getAsString();
    session =
        send("Target.attachToTarget", Map.of("targetId", target, "flatten", false))
            .get("sessionId")
            .getAsString();
    await("document.readyState === 'complete' && location.href === '" + url + "'");
  }

  /** Opens another in front of it. */
  void hide() {
    send("Target.createTarget", Map.of("url", "about:blank"));
    await("document.visibilityState === 'hidden'");
  }

  /** Brings it to the front. */
  void show() {
    send("Target.activateTarget", Map.of("targetId", target));
    await("document.visibilityState === 'visible'");
  }

  /** Stops its timers and its script, as a browser does with a tab long unused. */
  void freeze() {
    ask("Page.setWebLifecycleState", Map.of("state", "frozen"));
  }

  /** Ends the freeze. */
  void thaw() {
    ask("Page.setWebLifecycleState", Map.of("state", "active"));
  }

  /** Waits until the expression is true in the page. */
  void await(String condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!evaluate(condition).getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + PATIENCE + ": " + condition);
      }
    }
  }

  /** The value of an expression, or of the promise that it is. */
  JsonElement evaluate(String expression) {
    JsonObject answer =
        ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer);
    }
    JsonElement value = answer.getAsJsonObject("result").get("value");
    return value == null ? new JsonObject() : value;
  }

  /** A command to the page. */
  private JsonObject ask(String method, Map<String, ?> params) {
    int id = ++asked;
    String message = gson.toJson(Map.of("id", id, "method", method, "params", params));
    send("Target.sendMessageToTarget", Map.of("sessionId", session, "message", message));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers.containsKey(id)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("no answer within " + PATIENCE + " to " + message);
      }
      // Playwright hands out what has arrived while it waits for an answer of its own.
      send("Target.getTargets", Map.of());
    }
    JsonObject answer = answers.remove(id);
    if (answer.has("error")) {
      throw new AssertionError(message + ": " + answer);
    }
    return answer.getAsJsonObject("result");
  }

  private JsonObject send(String method, Map<String, ?> params) {
    return browser.send(method, gson.toJsonTree(params).getAsJsonObject());
  }

  private void heard(JsonObject event) {
    if (event.get("sessionId").getAsString().equals(session)) {
      JsonObject message = gson.fromJson(event.get("message").getAsString(), JsonObject.class);
      if (message.has("id")) {
        answers.put(message.get("id").getAsInt(), message);
      }
    }
  }
}
