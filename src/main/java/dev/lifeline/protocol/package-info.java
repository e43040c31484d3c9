/**
 * What is said on the wire: close codes now, the messages of {@code lifeline.v1} with their codec
 * next. The document is {@code src/docs/PROTOCOL.md}.
 *
 * <p>Imports the JDK and jakarta.json.
 */
@NullMarked
package dev.lifeline.protocol;

import org.jspecify.annotations.NullMarked;
