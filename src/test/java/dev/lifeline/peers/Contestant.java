package dev.lifeline.peers;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import dev.lifeline.testing.FaultProxy;
import dev.lifeline.testing.ProxiedConnection;
import dev.lifeline.testing.ProxyObserver;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** One browser client with its defaults, in a page of its own and behind a proxy of its own. */
final class Contestant implements AutoCloseable {

  private final String name;
  private final FaultProxy proxy;
  private final Page page;
  private final List<Long> dials = new CopyOnWriteArrayList<>();

  /**
   * Connects it.
   *
   * @param home of the page
   * @param server at the same machine
   */
  Contestant(String name, Browser browser, URI home, URI server) throws IOException {
    this.name = name;
    proxy =
        FaultProxy.to(
            server.getPort(),
            new ProxyObserver() {
              @Override
              public void accepted(ProxiedConnection connection) {
                dials.add(System.currentTimeMillis());
              }
            });
    page = browser.newContext().newPage();
    page.navigate(home.resolve("/icon.svg").toString());
    page.evaluate(Files.readString(NpmProject.BUNDLES.copy().resolve(name + ".js")));
    page.evaluate(
        "(url) => { globalThis.opens = connect(url); }", proxy.through(server).toString());
  }

  String name() {
    return name;
  }

  FaultProxy proxy() {
    return proxy;
  }

  /** When it has connected to the proxy, each time, in milliseconds of the epoch. */
  List<Long> dials() {
    return dials;
  }

  /** When it has told its page of an open connection, each time, in milliseconds of the epoch. */
  List<Long> opens() {
    return ((List<?>) page.evaluate("opens"))
        .stream().map(time -> ((Number) time).longValue()).toList();
  }

  /** The same, from a time on. */
  List<Long> opensSince(long millis) {
    return opens().stream().filter(time -> time >= millis).toList();
  }

  @Override
  public void close() {
    page.context().close();
    proxy.close();
  }
}
