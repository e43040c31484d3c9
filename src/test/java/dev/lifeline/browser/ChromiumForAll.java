package dev.lifeline.browser;

import com.microsoft.playwright.Browser;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** One Chromium for the tests of a class, which are skipped where there is none. */
public class ChromiumForAll implements ExecutionCondition, AfterAllCallback {

  /** Null until the first test is about to run. */
  private Chromium chromium;

  /** The browser; each test makes its own contexts, and closes them. */
  public final Browser browser() {
    return chromium.browser();
  }

  /** A condition, since Surefire does not report a class whose set-up was aborted. */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (chromium == null) {
      try {
        chromium = Chromium.launch();
      } catch (TestAbortedException e) {
        return ConditionEvaluationResult.disabled(e.getMessage());
      }
    }
    return ConditionEvaluationResult.enabled("there is a Chromium");
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (chromium != null) {
      chromium.close();
    }
  }
}
