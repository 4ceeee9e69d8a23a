import { connect } from "node:net";

/** Asks for so many answers over so many sockets and counts what comes: the least a program in Node.js can do with them. */
const [port = "", streams = "", requests = "", outputTokens = ""] = process.argv.slice(2);
const READ_BYTES = 64 * 1024;
const END = Buffer.from("0\r\n\r\n");
const body = JSON.stringify({
  model: "m",
  messages: [{ role: "user", content: "hello" }],
  max_tokens: Number(outputTokens),
  stream: true,
  stream_options: { include_usage: true },
});
const request = `POST /v1/chat/completions HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;

let left = Number(requests);
let reads = 0;
let lastReadMs = 0;

function readAnswers(): Promise<void> {
  const buffer = Buffer.alloc(READ_BYTES);
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: "127.0.0.1", onread: { buffer, callback: read } });
    function read(length: number): boolean {
      lastReadMs = performance.now();
      reads += 1;
      if (buffer.subarray(length - END.length, length).equals(END)) ask();
      return true;
    }
    function ask(): void {
      left -= 1;
      if (left >= 0) return void socket.write(request);
      socket.destroy();
      resolve();
    }
    socket.setNoDelay(true).once("connect", ask).once("error", reject);
  });
}

const before = process.cpuUsage();
await Promise.all(Array.from({ length: Number(streams) }, readAnswers));
const { user, system } = process.cpuUsage(before);
process.stdout.write(`${JSON.stringify({ reads, cpu_s: (user + system) / 1e6, last_read_ms: lastReadMs })}\n`);
