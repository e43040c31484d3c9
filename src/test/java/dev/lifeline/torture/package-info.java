/** Many clients, many messages, many breaks: and at the end every message is accounted for. */
package dev.lifeline.torture;
