/**
 * Channels of the packed package on Node: `node use-channels.mjs ws://localhost:8080/channels/any`. Publishes, breaks the
 * connection, publishes again and reads all of it; prints what happened, a line each, and ends by itself.
 */
import { ChannelLine } from "lifeline-client/channels";
import WebSocket from "ws";

const line = new ChannelLine(process.argv[2], { WebSocket, name: "Ada", timers: "worker" });
line.addEventListener("welcome", ({ detail }) => console.log(`resumed ${detail.resumed}`));
line.addEventListener("close", ({ code }) => console.log(`close ${code}`));
const room = line.channel("node", { presence: true });
const told = (type) => new Promise((tell) => room.addEventListener(type, tell, { once: true }));

await told("subscribed");
console.log(`stored at ${(await room.publish("one")).offset}`);
const recovered = told("recovered");
line.reconnect();
await recovered;
console.log(`stored at ${(await room.publish(new Uint8Array([2, 3]))).offset}`);
for await (const { data, from, offset } of room) {
  console.log(`${offset} ${typeof data === "string" ? data : `bytes ${data}`} from ${from}`);
  if (offset === 2) {
    break;
  }
}
console.log(`members ${room.members.map(({ identity }) => identity)}`);
line.close();
