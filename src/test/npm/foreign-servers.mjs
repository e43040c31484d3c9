/**
 * WebSocket servers of `ws` that know nothing of Lifeline, each at the path of its name. Prints the
 * port that they share, and serves until it is killed.
 */
import { WebSocketServer } from "ws";

const CHARACTERS = {
  /** Sends back whatever it hears. */
  echo: (socket) => {
    socket.on("message", (data, isBinary) => socket.send(data, { binary: isBinary }));
  },
  /** Answers `ping` with `pong`, and says nothing else. */
  pong: (socket) => {
    socket.on("message", (data) => String(data) === "ping" && socket.send("pong"));
  },
  /** Says `tick` ten times a second, whatever it hears. */
  talkative: (socket) => {
    const timer = setInterval(() => socket.send("tick"), 100);
    socket.on("close", () => clearInterval(timer));
  },
  /** Says nothing, whatever it hears. */
  mute: () => {},
  /** Closes with 1000 after half a second, as a proxy that is restarted does. */
  farewell: (socket) => {
    setTimeout(() => socket.close(1000), 500);
  },
};

const server = new WebSocketServer({ port: 0 });
server.on("connection", (socket, request) => CHARACTERS[request.url.slice(1)](socket));
server.on("listening", () => console.log(server.address().port));
