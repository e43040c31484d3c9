/**
 * `ws` with the recipe of its README, "How to detect and close broken connections": each interval
 * every client that has not answered the last ping is terminated, and all others are asked.
 * Channels are sets of clients, as in the README's broadcast.
 */
import { createServer } from "node:http";
import { WebSocketServer, WebSocket } from "ws";
import { serve } from "./console.mjs";

// A peer is closed between one interval and two after its last answer: with the timeout as interval
// never too early. The README has 30 s.
const timeout = Number(process.argv[2]);
const interval = Math.min(timeout, 30_000);

const server = createServer();
const wss = new WebSocketServer({ server });
const channels = new Map();

function heartbeat() {
  this.isAlive = true;
}

wss.on("connection", (ws, request) => {
  ws.isAlive = true;
  ws.on("error", () => {});
  ws.on("pong", heartbeat);

  if (!channels.has(request.url)) channels.set(request.url, new Set());
  const channel = channels.get(request.url);
  channel.add(ws);
  ws.on("close", () => channel.delete(ws));

  ws.on("message", (data, isBinary) => {
    const text = data.toString();
    if (text === "ping") {
      ws.send("pong");
      return;
    }
    for (const client of channel) {
      if (client.readyState === WebSocket.OPEN) client.send(data, { binary: isBinary });
    }
  });
});

setInterval(() => {
  wss.clients.forEach((ws) => {
    if (ws.isAlive === false) {
      ws.terminate();
      return;
    }
    ws.isAlive = false;
    ws.ping();
  });
}, interval);

serve(server, "ws");
