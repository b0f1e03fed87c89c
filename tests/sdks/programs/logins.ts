// A login whose access token is refused in the middle, and requests that renew it at once.

import { Client } from "zerosum-client";

declare const process: { argv: string[] };

const [url = "", token = "", username = "", password = ""] = process.argv.slice(2);
const client = new Client(url, { username, password, retrying: { firstWait: 0.01 } });
const staff = new Client(url, { token });

const { user_id } = await client.get_me();
await staff.end_all_sessions({ user_id });
// The server may know a token for a second after its end.
await new Promise<void>((done) => setTimeout(done, 2000));
const people = await Promise.all([client.get_me(), client.get_me(), client.get_me()]);
console.log(JSON.stringify(people.map((one) => one.username)));
