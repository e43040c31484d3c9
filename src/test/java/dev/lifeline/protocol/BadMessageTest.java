package dev.lifeline.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lifeline.testing.BadMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no client may say, each with the reason text that it is closed with. */
class BadMessageTest {

  private final Codec codec = new Codec();

  static List<BadMessage> badMessages() {
    return BadMessage.all();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("badMessages")
  void itIsRefusedWithAReasonThatNamesTheFault(BadMessage bad) {
    BadMessageException e = assertThrows(BadMessageException.class, () -> codec.decode(bad.text()));
    assertEquals("bad-message: " + bad.fault(), e.closeText());
    assertTrue(e.closeText().getBytes(StandardCharsets.UTF_8).length <= 123, e.closeText());
  }

  @Test
  void thereAreAtLeastSixtyOfThem() {
    assertTrue(badMessages().size() >= 60);
  }

  /** 20,000 good messages with a few characters changed, the same in each run. */
  @Test
  void aMessageThatWasDamagedIsReadOrRefusedAndNothingElse() {
    Random random = new Random(5);
    int refused = 0;
    for (int run = 0; run < 20_000; run++) {
      try {
        assertFalse(codec.decode(BadMessage.damaged(random)).type().isEmpty());
      } catch (BadMessageException e) {
        refused++;
        assertTrue(e.closeText().matches("[ -~]{1,123}"), e.closeText());
      }
    }
    assertTrue(refused > 15_000 && refused < 20_000, refused + " refused");
  }
}
