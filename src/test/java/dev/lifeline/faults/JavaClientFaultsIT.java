package dev.lifeline.faults;

/**
 * The scenarios with the Java client, on the implementation that stands first on the class path.
 */
class JavaClientFaultsIT extends ClientFaultsContract {

  @Override
  ClientUnderTest newClient() {
    return new JavaClient();
  }
}
