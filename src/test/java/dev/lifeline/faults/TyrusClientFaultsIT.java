package dev.lifeline.faults;

import dev.lifeline.testing.TyrusAlone;
import org.junit.jupiter.api.extension.ExtendWith;

/** The scenarios with the Java client on Tyrus's. */
@ExtendWith(TyrusAlone.class)
class TyrusClientFaultsIT extends ClientFaultsContract {

  @Override
  ClientUnderTest newClient() {
    return new JavaClient();
  }
}
