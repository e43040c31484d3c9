/**
 * Channels over one connection, by {@code lifeline.v1} (src/docs/PROTOCOL.md): what is published is
 * acknowledged and stored once, what is missed during a break is delivered afterwards, in order, or
 * the application is told of the gap. The connection itself is {@link
 * dev.lifeline.client.LifelineClient}'s, which knows nothing of this.
 *
 * <p>Entry: {@link dev.lifeline.client.channel.ChannelClient}. Below it, from the top down: {@link
 * dev.lifeline.client.channel.Session} is welcomed, resumed and ended, {@link
 * dev.lifeline.client.channel.Publishes} numbers what is published and keeps it until it is
 * answered, {@link dev.lifeline.client.channel.Subscriptions} and {@link
 * dev.lifeline.client.channel.Subscription} follow the positions, {@link
 * dev.lifeline.client.channel.Line} is the connection below.
 *
 * <p>A user adds an implementation of JSON-P (jakarta.json 2.1) to what the connection needs:
 * {@code org.eclipse.parsson:parsson}, which Payara and {@code lifeline.war} have.
 *
 * <p>Imports {@code client}, {@code protocol} and jakarta.websocket.
 */
@NullMarked
package dev.lifeline.client.channel;

import org.jspecify.annotations.NullMarked;
