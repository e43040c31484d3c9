/** The Java client: its state machine on virtual time, its threads, and real servers. */
package dev.lifeline.client;
