/**
 * Many clients of `channels.js` in one process, for the torture run. Each line of standard input is a command:
 * `open NAME URL CHANNEL,CHANNEL`, `publish NAME CHANNEL TEXT`, `close NAME`. What happens is a line of standard
 * output each: `begin`, `gap` and `heard` with NAME CHANNEL EPOCH OFFSET, the last one with its text too; and of
 * each publish its outcome, `ack NAME CHANNEL EPOCH OFFSET TEXT`, `somewhere NAME`, `unknown NAME TEXT` or
 * `failed NAME TEXT REASON`. Judges nothing: the ledger does.
 */
import { createInterface } from "node:readline";
import WebSocket from "ws";
import { ChannelLine } from "../../webapp/lifeline/channels.js";

const OPTIONS = {
  WebSocket,
  connectTimeout: 3_000,
  heartbeat: { interval: 300, timeout: 1_000 },
  reconnect: { base: 100, ceiling: 1_000 },
};

const lines = new Map();
const tell = (...words) => process.stdout.write(`${words.join(" ")}\n`);

function open(name, url, channels) {
  const line = new ChannelLine(url, { ...OPTIONS, name });
  lines.set(name, line);
  for (const channelName of channels.split(",")) {
    const channel = line.channel(channelName);
    let began = false;
    channel.addEventListener("subscribed", ({ detail: { position } }) => {
      if (!began) {
        began = true;
        tell("begin", name, channelName, position.epoch, position.offset);
      }
    });
    channel.addEventListener("gap", ({ detail: { to } }) =>
      tell("gap", name, channelName, to.epoch, to.offset),
    );
    channel.addEventListener("message", ({ data, offset }) =>
      tell("heard", name, channelName, channel.position.epoch, offset, data),
    );
  }
}

async function publish(name, channel, text) {
  try {
    const position = await lines.get(name).channel(channel).publish(text);
    if (position) {
      tell("ack", name, channel, position.epoch, position.offset, text);
    } else {
      tell("somewhere", name);
    }
  } catch ({ reason, message }) {
    if (reason === "unknown-outcome") {
      tell("unknown", name, text);
    } else {
      tell("failed", name, text, String(reason ?? message).replaceAll(" ", "-"));
    }
  }
}

const COMMANDS = { open, publish, close: (name) => lines.get(name).close() };

for await (const command of createInterface({ input: process.stdin })) {
  const [word, ...words] = command.split(" ");
  COMMANDS[word](...words);
}
