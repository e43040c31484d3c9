package dev.lifeline.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationReaderTest {

  @Test
  void withoutParametersTheDefaultsHold() {
    Configuration c = read(Map.of(), Map.of());
    assertEquals(Duration.ofSeconds(15), c.heartbeat().interval());
    assertEquals(Duration.ofSeconds(40), c.heartbeat().timeout());
    assertEquals(Set.of("", "ping", "heartbeat", "HeartBeat", "~H#C~"), c.heartbeatMessages());
    assertEquals(65_536, c.maxMessageBytes());
    assertEquals(1_048_576, c.outboundMaxBytes());
    assertEquals(1_000, c.outboundMaxMessages());
    assertEquals(Duration.ofSeconds(10), c.outboundMaxAge());
    assertEquals(67_108_864, c.outboundTotalBytes());
    assertEquals(Duration.ofSeconds(60), c.heartbeat().handlerTimeout());
    assertEquals(ServerBeat.PING, c.serverBeat());
    assertEquals("", c.serverMessage());
    assertFalse(c.compression());
    assertEquals(Set.of(), c.origins());
    assertEquals(10_000, c.maxConnections());
    assertEquals(
        new Reliability(
            Duration.ofSeconds(10),
            1_000,
            67_108_864,
            Duration.ofMinutes(2),
            10_000,
            100,
            Duration.ofSeconds(10),
            false),
        c.reliability());
  }

  @Test
  void aContextParamReplacesADefaultAndASystemPropertyReplacesBoth() {
    Configuration c =
        read(
            Map.of(
                "lifeline.heartbeat.interval", "2m",
                "lifeline.heartbeat.timeout", "1h",
                "somebody.elses", "x"),
            Map.of("lifeline.heartbeat.interval", "500ms"));
    assertEquals(Duration.ofMillis(500), c.heartbeat().interval());
    assertEquals(Duration.ofHours(1), c.heartbeat().timeout());
  }

  @ParameterizedTest
  @CsvSource({"normal, 15, 40", "strict, 2, 7", "mobile, 25, 120"})
  void aProfileStandsForIntervalAndTimeout(String profile, int interval, int timeout) {
    Configuration c = read(Map.of("lifeline.heartbeat.profile", profile), Map.of());
    assertEquals(Duration.ofSeconds(interval), c.heartbeat().interval());
    assertEquals(Duration.ofSeconds(timeout), c.heartbeat().timeout());
  }

  @Test
  void anExplicitValueWinsOverTheProfileWhereverTheProfileComesFrom() {
    Configuration c =
        read(
            Map.of("lifeline.heartbeat.timeout", "9s"),
            Map.of("lifeline.heartbeat.profile", "strict"));
    assertEquals(Duration.ofSeconds(2), c.heartbeat().interval());
    assertEquals(Duration.ofSeconds(9), c.heartbeat().timeout());
  }

  @Test
  void theServerMayAskByAMessageOfItsOwn() {
    Configuration c =
        read(
            Map.of(
                "lifeline.heartbeat.server", "both",
                "lifeline.heartbeat.server-message", "are you there?",
                "lifeline.compression", "on"),
            Map.of());
    assertEquals(ServerBeat.BOTH, c.serverBeat());
    assertEquals("are you there?", c.serverMessage());
    assertTrue(c.compression());
  }

  @Test
  void listsAreSplitAtCommasAndStripped() {
    Configuration c =
        read(
            Map.of(
                "lifeline.heartbeat.messages", " a , b c,,",
                "lifeline.origins", "https://a.example, http://b.example:8443"),
            Map.of());
    assertEquals(Set.of("", "a", "b c"), c.heartbeatMessages());
    assertEquals(Set.of("https://a.example", "http://b.example:8443"), c.origins());
  }

  @ParameterizedTest
  @CsvSource({"1B,1", "1,1", "64KB,65536", "2mb,2097152", "1024MB,1073741824"})
  void sizesHaveUnits(String text, int bytes) {
    assertEquals(
        bytes, read(Map.of("lifeline.message.max-size", text), Map.of()).maxMessageBytes());
  }

  @ParameterizedTest
  @CsvSource({
    "lifeline.heartbeat.interval, banana, a duration is a number",
    "lifeline.heartbeat.interval, -1s, a duration is a number",
    "lifeline.heartbeat.interval, 15, a duration is a number",
    "lifeline.heartbeat.interval, 0s, from 50ms to 24h",
    "lifeline.heartbeat.interval, 49ms, from 50ms to 24h",
    "lifeline.heartbeat.interval, 40s, below lifeline.heartbeat.timeout=40s",
    "lifeline.heartbeat.timeout, 25h, from 50ms to 24h",
    "lifeline.heartbeat.timeout, 999999999999999999s, a duration is a number",
    "lifeline.heartbeat.profile, sleepy, 'one of normal, strict, mobile'",
    "lifeline.heartbeat.profile, Normal, 'one of normal, strict, mobile'",
    "lifeline.heartbeat.server, '', 'one of ping, message, both'",
    "lifeline.handler.timeout, 0s, from 50ms to 24h",
    "lifeline.outbound.total-bytes, 2000MB, from 1B to 1024MB",
    "lifeline.compression, true, 'one of on, off'",
    "lifeline.message.max-size, 64GB, a size is a number",
    "lifeline.message.max-size, 0KB, from 1B to 1024MB",
    "lifeline.message.max-size, 1025MB, from 1B to 1024MB",
    "lifeline.outbound.max-messages, 0, a whole number",
    "lifeline.outbound.max-messages, 1.5, a whole number",
    "lifeline.outbound.max-age, never, a duration is a number",
    "lifeline.connections.max, -5, a whole number",
    "lifeline.origins, example.org, a list of origins",
    "lifeline.origins, https://example.org/path, a list of origins",
    "lifeline.nonsense, x, there is no such parameter",
  })
  void aBadValueIsRefusedByNameValueAndWhatIsAllowed(String name, String value, String allowed) {
    for (boolean asProperty : new boolean[] {false, true}) {
      Map<String, String> given = Map.of(name, value);
      ConfigurationException refused =
          assertThrows(
              ConfigurationException.class,
              () -> read(asProperty ? Map.of() : given, asProperty ? given : Map.of()));
      assertTrue(
          refused.getMessage().startsWith(name + "=" + value + " is not allowed: "),
          refused.getMessage());
      assertTrue(refused.getMessage().contains(allowed), refused.getMessage());
    }
  }

  @Test
  void aRefusalIsOneLineWhateverTheValue() {
    ConfigurationException refused =
        assertThrows(
            ConfigurationException.class,
            () -> read(Map.of("lifeline.origins", "a\nforged\r\n\u001b[31m"), Map.of()));
    assertFalse(refused.getMessage().matches("(?s).*\\p{Cntrl}.*"), refused.getMessage());
  }

  @Test
  void theEffectiveParametersAreDescribedInOneLine() {
    String line =
        new ConfigurationReader(Map.of("lifeline.connections.max", "7"), Map.of()).describe();
    assertTrue(line.contains("lifeline.connections.max=7"), line);
    assertTrue(line.contains("lifeline.heartbeat.timeout=40s"), line);
    assertEquals(Parameter.values().length, line.split(" ").length);
  }

  private static Configuration read(
      Map<String, String> contextParams, Map<String, String> properties) {
    return new ConfigurationReader(contextParams, properties).read();
  }
}
