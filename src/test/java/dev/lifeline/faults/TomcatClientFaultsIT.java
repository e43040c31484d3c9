package dev.lifeline.faults;

/** The scenarios with the Java client on Tomcat's, which stands first on the class path. */
class TomcatClientFaultsIT extends ClientFaultsContract {

  @Override
  ClientUnderTest newClient() {
    return new JavaClient();
  }
}
