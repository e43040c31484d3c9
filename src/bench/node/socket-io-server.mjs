/** Socket.IO with its own heartbeat; channels are rooms. */
import { createServer } from "node:http";
import { Server } from "socket.io";
import { serve } from "./console.mjs";

// A peer is dead one interval and one timeout of theirs after its last answer.
const silence = Number(process.argv[3]);

const server = createServer();
const io = new Server(server, {
  pingInterval: silence / 2,
  pingTimeout: silence / 2,
  transports: ["websocket"],
});

io.on("connection", (socket) => {
  const { channel } = socket.handshake.query;
  socket.join(channel);
  socket.on("beat", () => socket.emit("beat"));
  socket.on("p", (payload) => io.to(channel).emit("m", payload));
});

serve(server, "Socket.IO");
