package dev.lifeline.client;

import dev.lifeline.testing.TyrusAlone;
import org.junit.jupiter.api.extension.ExtendWith;

/** On Tyrus's client. */
@ExtendWith(TyrusAlone.class)
class TyrusClientIT extends ClientContract {

  @Override
  String threadsOfTheImplementation() {
    return "tyrus-jdk-client";
  }
}
