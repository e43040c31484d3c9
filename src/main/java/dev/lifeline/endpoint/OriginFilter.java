package dev.lifeline.endpoint;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/**
 * Refuses the handshakes of pages from elsewhere with 403 (RFC 6455, section 10.2). A filter, since
 * the endpoint's own check is not told the Host header. Declared in web.xml for the channels' path,
 * so that it runs before the container's upgrade.
 */
public class OriginFilter extends HttpFilter {

  @Serial private static final long serialVersionUID = 1L;

  @Inject transient OriginPolicy policy;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (policy.allows(request.getHeader("Origin"), request.getHeader("Host"))) {
      chain.doFilter(request, response);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }
}
