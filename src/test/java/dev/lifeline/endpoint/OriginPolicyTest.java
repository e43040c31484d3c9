package dev.lifeline.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginPolicyTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, localhost:8080, true",
    "http://LOCALHOST:8080, localhost:8080, true",
    "http://localhost:8081, localhost:8080, false",
    "http://a.example, a.example, true",
    "http://a.example, a.example:80, true",
    "https://a.example, a.example, true",
    "https://a.example, a.example:443, true",
    "https://a.example, a.example:80, false",
    "https://a.example.evil, a.example, false",
    "https://evil/a.example, a.example, false",
    "http://[::1]:8080, [::1]:8080, true",
    "http://[::1], [::1]:80, true",
    "null, a.example, false",
    "file://, a.example, false",
    "a.example, a.example, false",
    "'', a.example, false",
  })
  void withoutAListOnlyThePagesOwnOriginIsAllowed(String origin, String host, boolean allowed) {
    assertEquals(allowed, new OriginPolicy(Set.of()).allows(origin, host));
  }

  @Test
  void whoSendsNoOriginIsNoBrowser() {
    assertTrue(new OriginPolicy(Set.of()).allows(null, "a.example"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example, true",
    "HTTPS://A.example, true",
    "http://a.example, false",
    "https://b.example, false",
    "null, false",
    "https://here.example, true",
  })
  void aListAddsToThePagesOwn(String origin, boolean allowed) {
    OriginPolicy policy = new OriginPolicy(Set.of("https://a.example"));
    assertEquals(allowed, policy.allows(origin, "here.example"));
  }

  @Test
  void aStarAllowsAll() {
    assertTrue(new OriginPolicy(Set.of("*")).allows("https://anywhere.example", "here.example"));
    assertTrue(new OriginPolicy(Set.of("*")).allows("null", null));
  }

  @Test
  void aHandshakeWithoutHostIsOfNobodysPage() {
    assertEquals(false, new OriginPolicy(Set.of()).allows("http://a.example", null));
  }
}
