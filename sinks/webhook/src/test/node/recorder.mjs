// Receives webhooks on loopback, verifies them with the library of Standard Webhooks and appends each to a file.
// Arguments: secret, file. Prints its port, then works until its standard input ends.
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const webhook = new Webhook(process.argv[2]);
const file = process.argv[3];

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("utf8");
    let verified = true;
    try {
      webhook.verify(body, request.headers);
    } catch {
      verified = false;
    }
    appendFileSync(file, JSON.stringify({ id: request.headers["webhook-id"], verified, body: JSON.parse(body) }) + "\n");
    response.writeHead(verified ? 204 : 401).end();
  });
});

server.listen(0, "127.0.0.1", () => console.log(`port ${server.address().port}`));
process.stdin.on("end", () => process.exit(0)).resume();
