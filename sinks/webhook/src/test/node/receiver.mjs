// Receives webhooks on loopback and verifies them with the library of Standard Webhooks.
// Arguments: secrets, each at its own path /0, /1, ... Prints its port, then one line for each request.
import { createServer } from "node:http";
import { Webhook } from "standardwebhooks";

const webhooks = process.argv.slice(2).map((secret) => new Webhook(secret));

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks).toString("utf8");
    const path = request.url.slice(1);
    let outcome;
    try {
      outcome = `verified ${webhooks[Number(path)].verify(body, request.headers).number}`;
    } catch (error) {
      outcome = `refused ${error.message}`;
    }
    console.log(`${path} ${request.headers["webhook-id"]} ${outcome}`);
    response.writeHead(outcome.startsWith("verified") ? 200 : 401).end();
  });
});

server.listen(0, "127.0.0.1", () => console.log(`port ${server.address().port}`));
process.stdin.on("end", () => process.exit(0)).resume();
