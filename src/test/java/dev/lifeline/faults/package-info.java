/**
 * The clients on a network that fails: {@link dev.lifeline.faults.ClientFaultsContract} holds the
 * scenarios, one subclass for each client runs them. What is promised above, that nothing is lost,
 * is {@link dev.lifeline.faults.BrowserChannelsFaultsIT}'s.
 */
package dev.lifeline.faults;
