package dev.lifeline.endpoint;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which pages may open connections: those of the same host and port, and those that are listed. */
public final class OriginPolicy {

  private final Set<String> allowed;

  /**
   * Creates the policy.
   *
   * @param allowed serialised origins in lower case; {@code *} allows all
   */
  public OriginPolicy(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /**
   * Whether the handshake may go on.
   *
   * @param origin the Origin header; null from a client that is not a browser, and allowed
   * @param host the Host header
   */
  boolean allows(@Nullable String origin, @Nullable String host) {
    if (origin == null || allowed.contains("*")) {
      return true;
    }
    String wanted = origin.strip().toLowerCase(Locale.ROOT);
    return allowed.contains(wanted) || (host != null && isSame(wanted, host));
  }

  /**
   * Compares host and port. The scheme only tells the default port: behind a proxy that ends TLS
   * the page is https while the request here is not.
   */
  private static boolean isSame(String origin, String host) {
    int authority = origin.indexOf("://");
    if (authority < 0) {
      return false;
    }
    String defaultPort =
        switch (origin.substring(0, authority)) {
          case "https" -> ":443";
          case "http" -> ":80";
          default -> "";
        };
    return !defaultPort.isEmpty()
        && withPort(origin.substring(authority + 3), defaultPort)
            .equals(withPort(host.strip().toLowerCase(Locale.ROOT), defaultPort));
  }

  private static String withPort(String authority, String defaultPort) {
    // In [::1] the colons are the address's.
    return authority.indexOf(':', authority.indexOf(']') + 1) >= 0
        ? authority
        : authority + defaultPort;
  }
}
