/**
 * The clients on a network that fails: {@link dev.lifeline.faults.ClientFaultsContract} holds the
 * scenarios, one subclass for each client runs them.
 */
package dev.lifeline.faults;
