// Tells every change that an API key may read: what it missed, then what happens.
//
//   npm install --no-save @nats-io/transport-node    # or nats, with NATS_LIBRARY=nats below
//   ALMANAC_API_KEY=cal_... node listen.mjs credentials.json state.json
//
// credentials.json is the answer of POST /api-keys/{id}/nats-credentials; state.json is where this program
// keeps how far it has come.  ALMANAC_API (http://127.0.0.1:8080) is only asked when something was lost.
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const { connect, credsAuthenticator } = await import(process.env.NATS_LIBRARY ?? "@nats-io/transport-node");
const [credentials, file] = process.argv.slice(2);
const { creds, server, subjects } = JSON.parse(readFileSync(credentials, "utf8"));
const state = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
const api = process.env.ALMANAC_API ?? "http://127.0.0.1:8080";
const early = new Set(); // ids of what a page had and the subject is still to bring

function tell(change) {
  console.log(change.type, change.subject, change.id);
}

// What was on its way to a connection that ended is not sent again: it is read from the API.
async function fill(noun, after, until) {
  while (after < until) {
    const answer = await fetch(`${api}/feed?nouns=${noun}&after=${after}`, { headers: { "X-API-Key": process.env.ALMANAC_API_KEY } });
    if (!answer.ok) throw new Error(`the gap cannot be filled: ${await answer.text()}`); // 410: load afresh
    const page = await answer.json();
    for (const change of page.data.filter(({ id }) => !early.has(id))) {
      tell(change);
      early.add(change.id);
    }
    if (page.data.length === 0) return;
    after = page.next_after;
  }
}

async function follow(nc, noun, subject) {
  for await (const message of nc.subscribe(subject)) {
    // $JS.ACK.FEED.<consumer>.<delivered>.<stream sequence>.<consumer sequence>...: the second has no gaps.
    const [stream, consumer] = message.reply.split(".").slice(5, 7).map(Number);
    const last = state[noun] ?? { stream: 0, consumer: consumer - 1 };
    if (stream > last.stream) {
      if (consumer > last.consumer + 1) await fill(noun, last.stream, stream);
      const change = message.json();
      if (!early.delete(change.id)) tell(change);
    }
    state[noun] = { stream: Math.max(stream, last.stream), consumer };
    writeFileSync(file, JSON.stringify(state));
  }
}

const nc = await connect({
  servers: server,
  authenticator: credsAuthenticator(new TextEncoder().encode(creds)),
  maxReconnectAttempts: -1,
});
for (const { noun, push } of subjects) follow(nc, noun, push);
console.log("listening");
const reason = await nc.closed(); // for good: the credentials have ended
console.log("closed", reason?.message ?? "");
