/** The tutorials' scan over all sessions each second; as careless about null as they are. */
package dev.lifeline.bench.peer.scan;
