package dev.lifeline.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Clients of both languages while their connections break in every way. Small by default; {@code
 * mvn package failsafe:integration-test@integration-test -Dit.test=TortureIT -Dtorture=full} is the
 * whole of it. {@code -Dtorture.seed=7} is another one.
 */
class TortureIT {

  private static final long SEED = Long.getLong("torture.seed", 42);

  private static final boolean FULL = "full".equals(System.getProperty("torture"));

  /** A history that holds everything. */
  private static final Scale WHOLE =
      FULL
          ? new Scale(25, 25, 5, 100_000, 2_000, 100_000, SEED)
          : new Scale(5, 5, 3, 3_000, 100, 100_000, SEED);

  /** A history that does not. */
  private static final Scale TIGHT =
      FULL ? new Scale(25, 25, 5, 20_000, 400, 20, SEED) : new Scale(5, 5, 3, 3_000, 60, 20, SEED);

  @Test
  void nothingIsLostDoubledOrOutOfOrder() throws Exception {
    Torture torture = new Torture(WHOLE);
    Ledger ledger = torture.run();
    report(WHOLE, torture, ledger);
    assertEquals(List.of(), ledger.faults());
    assertEquals(WHOLE.messages(), ledger.acknowledged());
    assertEquals(0, ledger.unknownOutcomes());
    assertEquals(0, ledger.gaps());
  }

  @Test
  void whatTheBoundsForgetIsAnnouncedAsAGapAndNothingElseIsMissing() throws Exception {
    Torture torture = new Torture(TIGHT);
    Ledger ledger = torture.run();
    report(TIGHT, torture, ledger);
    assertEquals(List.of(), ledger.faults());
    assertEquals(TIGHT.messages(), ledger.acknowledged());
    assertTrue(ledger.gaps() > 0, "the history was not tight enough to show anything");
  }

  private static void report(Scale scale, Torture torture, Ledger ledger) {
    System.out.printf(
        "TortureIT: %s: %d acknowledged, %d heard, %d gaps, %d of unknown outcome, %d faults; %s%n",
        scale,
        ledger.acknowledged(),
        ledger.heardInAll(),
        ledger.gaps(),
        ledger.unknownOutcomes(),
        ledger.faults().size(),
        torture.breaks());
  }
}
