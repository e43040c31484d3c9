package dev.lifeline.containers;

import dev.lifeline.session.Authenticator;
import dev.lifeline.session.Credentials;
import dev.lifeline.session.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.util.Optional;

/**
 * A part of an application that says who may come in, deployed within the WAR: whoever has the good
 * token or none.
 */
@ApplicationScoped
public class Doorman implements Authenticator {

  static final String GOOD = "good";

  @Override
  public Optional<Identity> authenticate(Credentials credentials) {
    return credentials.token() == null || credentials.token().equals(GOOD)
        ? Optional.of(Identity.of(credentials.name()))
        : Optional.empty();
  }

  /** At {@code /login} one gets an HttpSession that lasts for the seconds behind {@code ?}. */
  @WebServlet("/login")
  public static class Desk extends HttpServlet {

    @Serial private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      request.getSession().setMaxInactiveInterval(Integer.parseInt(request.getQueryString()));
      response.getWriter().println("welcome");
    }
  }
}
