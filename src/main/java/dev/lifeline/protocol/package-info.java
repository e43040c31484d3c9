/**
 * What is said on the wire: close codes, and the messages of {@code lifeline.v1} with their codec.
 * The document is {@code src/docs/PROTOCOL.md}.
 *
 * <p>Entry: {@link dev.lifeline.protocol.Codec} for the server, {@link
 * dev.lifeline.protocol.ClientCodec} for the client. Imports the JDK and jakarta.json.
 */
@NullMarked
package dev.lifeline.protocol;

import org.jspecify.annotations.NullMarked;
