package dev.lifeline.faults;

import dev.lifeline.browser.ChromiumForAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The scenarios with the browser client in Chromium. */
class BrowserClientFaultsIT extends ClientFaultsContract {

  @RegisterExtension static final ChromiumForAll CHROMIUM = new ChromiumForAll();

  @Override
  ClientUnderTest newClient() throws Exception {
    return new BrowserClient(CHROMIUM.browser(), home());
  }
}
