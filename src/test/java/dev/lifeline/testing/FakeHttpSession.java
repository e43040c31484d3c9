package dev.lifeline.testing;

import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.time.Duration;

/** An HttpSession whose times are set by hand. */
public final class FakeHttpSession {

  private Duration maxInactive;
  private long lastAccessedMillis;
  private boolean invalidated;

  /** One that was just used, at the time 0 of the wall clock. */
  public FakeHttpSession(Duration maxInactive) {
    this.maxInactive = maxInactive;
  }

  /** The session as the product sees it. */
  public HttpSession session() {
    return (HttpSession)
        Proxy.newProxyInstance(
            HttpSession.class.getClassLoader(),
            new Class<?>[] {HttpSession.class},
            (proxy, method, args) -> {
              if (invalidated) {
                throw new IllegalStateException("invalidated");
              }
              return switch (method.getName()) {
                case "getMaxInactiveInterval" -> (int) maxInactive.toSeconds();
                case "getLastAccessedTime" -> lastAccessedMillis;
                default -> throw new UnsupportedOperationException(method.getName());
              };
            });
  }

  /** A request of its page. */
  public void use(long nowMillis) {
    lastAccessedMillis = nowMillis;
  }

  /** From now on it has no end of its own. */
  public void keep() {
    maxInactive = Duration.ZERO;
  }

  /** A log-out. */
  public void invalidate() {
    invalidated = true;
  }
}
