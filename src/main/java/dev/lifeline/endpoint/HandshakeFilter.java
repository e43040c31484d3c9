package dev.lifeline.endpoint;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Collections;
import java.util.Enumeration;

/**
 * Refuses the handshakes of pages from elsewhere with 403 (RFC 6455, section 10.2). A filter, since
 * the endpoint's own check is not told the Host header. Declared in web.xml for the channels' path,
 * so that it runs before the container's upgrade.
 */
public class HandshakeFilter extends HttpFilter {

  @Serial private static final long serialVersionUID = 1L;

  @Inject transient OriginPolicy policy;

  /** Set once, before the first request. */
  private boolean isTomcat;

  @Override
  public void init(FilterConfig config) throws ServletException {
    super.init(config);
    Object container =
        config.getServletContext().getAttribute("jakarta.websocket.server.ServerContainer");
    isTomcat = container != null && container.getClass().getName().startsWith("org.apache.tomcat.");
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (policy.allows(request.getHeader("Origin"), request.getHeader("Host"))) {
      chain.doFilter(isTomcat ? new WithoutHeaderNames(request) : request, response);
    } else {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  /**
   * Tomcat asks for the headers that it needs by their names, and keeps a copy of all that it is
   * shown for as long as the session lives: kilobytes, with a browser's.
   */
  private static final class WithoutHeaderNames extends HttpServletRequestWrapper {

    WithoutHeaderNames(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Enumeration<String> getHeaderNames() {
      return Collections.emptyEnumeration();
    }
  }
}
