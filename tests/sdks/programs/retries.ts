// Posts transfers, one after the other, through a proxy that misbehaves; then writes without keys.

import { Client, UnexpectedAnswerError, UnknownOutcomeError } from "zerosum-client";

declare const process: { argv: string[] };

const [url = "", token = "", from_account_id = "", to_account_id = "", count = ""] =
  process.argv.slice(2);
const retrying = { attempts: 4, secondsForOne: 5, firstWait: 0.01 };
const staff = new Client(url, { token, retrying });

for (let number = 0; number < Number(count); number += 1) {
  await staff.post_transfer({ from_account_id, to_account_id, amount: "1.00" });
}
let lost = 0;
for (let number = 0; number < Number(count); number += 1) {
  try {
    await staff.create_user({ username: `user-${number}` });
  } catch (error) {
    const isLost = error instanceof UnknownOutcomeError || error instanceof UnexpectedAnswerError;
    if (!isLost) throw error;
    lost += 1;
  }
}
for (let number = 0; number < Number(count); number += 1) {
  await staff.get_account({ account_id: from_account_id });
}
console.log(JSON.stringify({ lost }));
