package dev.lifeline.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CloseCodeTest {

  @Test
  void theDocumentHasTheSameCodesAndReasons() throws IOException {
    assertEquals(
        Arrays.stream(CloseCode.values())
            .map(c -> c.name() + " " + c.code() + " " + c.reason())
            .toList(),
        matches("src/docs/PROTOCOL.md", "\\| `([A-Z_]+)` \\| (\\d{4}) \\| `([a-z0-9<> -]+)` \\|"));
  }

  @Test
  void theBrowsersClientHasTheSameCodes() throws IOException {
    assertEquals(
        Arrays.stream(CloseCode.values()).map(c -> c.name() + " " + c.code()).toList(),
        matches("webapp/lifeline/close-codes.js", "(?m)^  ([A-Z_]+): (\\d{4}),$"));
  }

  @Test
  void aReasonFitsIntoACloseFrame() {
    for (CloseCode code : CloseCode.values()) {
      assertTrue(code.reason().getBytes(StandardCharsets.UTF_8).length <= 123, code.reason());
    }
  }

  @Test
  void onlyCodesOfOursCanBeFinal() {
    assertTrue(CloseCode.INVALID_CHANNEL.isFinal());
    assertFalse(CloseCode.NO_HEARTBEAT.isFinal());
    assertFalse(CloseCode.TRY_AGAIN_LATER.isFinal());
  }

  private static List<String> matches(String file, String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(Path.of(file)))
        .results()
        .map(
            m ->
                m.groupCount() == 3
                    ? m.group(1) + " " + m.group(2) + " " + m.group(3)
                    : m.group(1) + " " + m.group(2))
        .toList();
  }
}
