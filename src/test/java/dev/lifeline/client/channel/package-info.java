/** The channel client on virtual time, and against the runnable WAR. */
package dev.lifeline.client.channel;
