/**
 * The door: the {@code @ServerEndpoint}, what a client of either kind says and hears through it,
 * and who may come in.
 *
 * <p>Entry: {@link dev.lifeline.endpoint.ChannelEndpoint}. Imports {@code connection}, {@code
 * channel}, {@code session} and {@code protocol}.
 */
@NullMarked
package dev.lifeline.endpoint;

import org.jspecify.annotations.NullMarked;
