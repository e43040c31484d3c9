package dev.lifeline.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Ada and Bob publish in one channel; Eve hears it from the beginning. */
class LedgerTest {

  private static final String EVE = "eve in red";

  private final Ledger ledger = new Ledger();

  @Test
  void whatWasHeardOnceAndInOrderIsRight() {
    ledger.beginsAfter(EVE, "e", 0);
    acknowledge(1, "ada#1");
    hear(1, "ada#1");
    hear(2, "bob#1");
    hear(3, "ada#2");
    acknowledge(3, "ada#2");
    acknowledge(2, "bob#1");
    assertEquals(List.of(), ledger.faults());
    assertEquals(3, ledger.acknowledged());
    assertEquals(3, ledger.heardInAll());
    assertTrue(ledger.hasReached(EVE, 3));
    assertFalse(ledger.hasReached(EVE, 4));
    assertEquals(3, ledger.lastOffset("red"));
  }

  @Test
  void aHoleThatWasNotAnnouncedIsALoss() {
    ledger.beginsAfter(EVE, "e", 0);
    hear(1, "ada#1");
    hear(3, "ada#3");
    assertEquals(List.of("eve in red missed 2 to 2"), ledger.faults());
  }

  @Test
  void aHoleThatWasAnnouncedIsAGap() {
    ledger.beginsAfter(EVE, "e", 0);
    hear(1, "ada#1");
    ledger.beginsAfter(EVE, "e", 2);
    hear(3, "ada#3");
    assertEquals(List.of(), ledger.faults());
    assertEquals(1, ledger.gaps());
  }

  @Test
  void aRepeatIsADoubleAndSoIsAStepBack() {
    ledger.beginsAfter(EVE, "e", 0);
    hear(1, "ada#1");
    hear(1, "ada#1");
    ledger.beginsAfter(EVE, "e", 0);
    assertEquals(
        List.of("eve in red heard ada#1 at 1 after 1", "eve in red was sent back from 1 to 0"),
        ledger.faults());
  }

  @Test
  void aMessageThatIsStoredTwiceIsADoubleWhoeverHearsOfIt() {
    ledger.beginsAfter(EVE, "e", 0);
    hear(1, "ada#1");
    hear(2, "ada#1");
    assertTrue(
        ledger.faults().contains("eve in red: ada#1 is stored twice, at 1 and 2"),
        ledger.faults().toString());
  }

  @Test
  void anAcknowledgementThatContradictsWhatIsHeardIsWrong() {
    ledger.beginsAfter(EVE, "e", 0);
    hear(1, "ada#1");
    acknowledge(1, "bob#1");
    assertEquals(List.of("bob's acknowledgement: bob#1 at 1 of red, not ada#1"), ledger.faults());
  }

  @Test
  void theOrderOfEachPublisherIsKept() {
    ledger.beginsAfter(EVE, "e", 0);
    hear(1, "ada#2");
    hear(2, "bob#1");
    hear(3, "ada#1");
    assertEquals(List.of("red e: ada#1 at 3 after number 2"), ledger.faults());
  }

  @Test
  void whatIsHeardOfAnUnknownEpochIsWrong() {
    ledger.beginsAfter(EVE, "f", 0);
    hear(1, "ada#1");
    assertEquals(1, ledger.faults().size());
  }

  private void acknowledge(long offset, String said) {
    ledger.acknowledged("red", "e", offset, Utterance.parse(said));
  }

  private void hear(long offset, String said) {
    ledger.heard(EVE, "red", "e", offset, Utterance.parse(said));
  }
}
