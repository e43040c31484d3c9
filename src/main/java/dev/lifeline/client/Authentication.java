package dev.lifeline.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a client says who it is: a token that is asked for before every attempt, and one way to send
 * it. A provider that fails, or that takes longer than {@code connectTimeout}, makes the attempt a
 * failed one. It is called on a thread on which it may block, and which is interrupted when the
 * attempt is over.
 */
public final class Authentication {

  private final Supplier<? extends CompletionStage<String>> provider;
  private final Way way;

  private Authentication(Supplier<? extends CompletionStage<String>> provider, Way way) {
    this.provider = provider;
    this.way = way;
  }

  /** {@code Authorization: Bearer} and the token, in the handshake (RFC 6750, section 2.1). */
  public static Authentication bearer(Supplier<? extends CompletionStage<String>> token) {
    return inHeader("Authorization", t -> "Bearer " + t, token);
  }

  /** A header of the handshake whose whole value is the token. */
  public static Authentication header(
      String name, Supplier<? extends CompletionStage<String>> token) {
    return inHeader(name, UnaryOperator.identity(), token);
  }

  /** A parameter of the URL's query. Proxies log it: only for servers that take nothing else. */
  public static Authentication query(
      String name, Supplier<? extends CompletionStage<String>> token) {
    return new Authentication(
        token,
        new Way() {
          @Override
          public URI uri(URI server, String token) {
            String separator = server.getRawQuery() == null ? "?" : "&";
            return URI.create(server + separator + encode(name) + "=" + encode(token));
          }
        });
  }

  /** A text message, the first thing that is sent on every connection. */
  public static Authentication message(
      UnaryOperator<String> text, Supplier<? extends CompletionStage<String>> token) {
    return new Authentication(
        token,
        new Way() {
          @Override
          public String firstMessage(String token) {
            return text.apply(token);
          }
        });
  }

  private static Authentication inHeader(
      String name, UnaryOperator<String> value, Supplier<? extends CompletionStage<String>> token) {
    return new Authentication(
        token,
        new Way() {
          @Override
          public Map<String, String> headers(String token) {
            return Map.of(name, value.apply(token));
          }
        });
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  CompletionStage<String> requestToken() {
    return provider.get();
  }

  Way way() {
    return way;
  }

  /** Where a token goes. */
  interface Way {

    default URI uri(URI server, String token) {
      return server;
    }

    default Map<String, String> headers(String token) {
      return Map.of();
    }

    default @Nullable String firstMessage(String token) {
      return null;
    }
  }
}
