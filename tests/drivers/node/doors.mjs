// Asks what each line says through node-postgres, and says what became of it.
import readline from "node:readline";
import pg from "pg";

const client = new pg.Client();
await client.connect();

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { query, values } = JSON.parse(line);
  let told;
  try {
    const { rows } = await client.query(query, values);
    told = { rows: rows.map((row) => JSON.parse(row.told)) };
  } catch (error) {
    told = { code: error.code, detail: error.detail ?? null };
  }
  console.log(JSON.stringify(told));
}
await client.end();
