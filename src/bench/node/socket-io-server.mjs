/** Socket.IO with its own heartbeat; channels are rooms. */
import { createServer } from "node:http";
import { Server } from "socket.io";
import { serve } from "./console.mjs";

// A peer is closed one interval and one timeout after its last answer. The defaults are 25 s and 20 s.
const timeout = Number(process.argv[2]);

const server = createServer();
const io = new Server(server, {
  pingInterval: Math.min(timeout / 2, 25_000),
  pingTimeout: Math.min(timeout / 2, 20_000),
  transports: ["websocket"],
});

io.on("connection", (socket) => {
  const { channel } = socket.handshake.query;
  socket.join(channel);
  socket.on("beat", () => socket.emit("beat"));
  socket.on("p", (payload) => io.to(channel).emit("m", payload));
});

serve(server, "Socket.IO");
