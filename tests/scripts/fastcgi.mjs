// As much of FPM as a web server sees of it: it answers with the parameters that it was given.
import { once } from "node:events";
import { createServer } from "node:net";

const [BEGIN, PARAMS, STDIN, STDOUT, END] = [1, 4, 5, 6, 3];

/// A record of the protocol, with its head.
const record = (type, id, body) => {
  const head = Buffer.alloc(8);
  head.writeUInt8(1, 0);
  head.writeUInt8(type, 1);
  head.writeUInt16BE(id, 2);
  head.writeUInt16BE(body.length, 4);
  return Buffer.concat([head, body]);
};

/// Names with values, each after the lengths of both: one byte, or four.
const pairs = (bytes) => {
  const found = {};
  let at = 0;
  const length = () => {
    if (bytes[at] < 128) return bytes[at++];
    const long = bytes.readUInt32BE(at) & 0x7fffffff;
    at += 4;
    return long;
  };
  const text = (size) => bytes.toString("utf8", at, (at += size));
  while (at < bytes.length) {
    const [name, value] = [length(), length()];
    found[text(name)] = text(value);
  }
  return found;
};

/// A server on a free port; `answers` makes a text of the parameters.
export const fastcgi = async (answers) => {
  const server = createServer((socket) => {
    let [waiting, params, sent] = [Buffer.alloc(0), Buffer.alloc(0), 0];
    socket.on("data", (part) => {
      waiting = Buffer.concat([waiting, part]);
      while (waiting.length >= 8) {
        const [type, id, size, padding] = [waiting[1], waiting.readUInt16BE(2), waiting.readUInt16BE(4), waiting[6]];
        if (waiting.length < 8 + size + padding) return;
        const body = waiting.subarray(8, 8 + size);
        waiting = waiting.subarray(8 + size + padding);
        if (type === BEGIN) [params, sent] = [Buffer.alloc(0), 0];
        else if (type === PARAMS) params = Buffer.concat([params, body]);
        else if (type === STDIN && size > 0) sent += size;
        else if (type === STDIN) {
          const text = `Content-Type: text/plain\r\n\r\n${answers(pairs(params), sent)}`;
          socket.end(Buffer.concat([record(STDOUT, id, Buffer.from(text)), record(STDOUT, id, Buffer.alloc(0)), record(END, id, Buffer.alloc(8))]));
        }
      }
    });
    socket.on("error", () => socket.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
};
