/**
 * An application as a user would write it, who knows nothing of Lifeline: three endpoints like
 * those of common tutorials. Deployed in tests, in a WAR of its own.
 */
package dev.lifeline.sample;
