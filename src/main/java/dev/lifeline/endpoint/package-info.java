/**
 * The door: the {@code @ServerEndpoint}, what a plain client says and hears through it, and who may
 * come in.
 *
 * <p>Entry: {@link dev.lifeline.endpoint.ChannelEndpoint}. Imports {@code connection}, {@code
 * channel} and {@code protocol}.
 */
@NullMarked
package dev.lifeline.endpoint;

import org.jspecify.annotations.NullMarked;
