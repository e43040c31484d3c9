/** What the tests share: virtual time, recording fakes, servers and clients. */
package dev.lifeline.testing;
