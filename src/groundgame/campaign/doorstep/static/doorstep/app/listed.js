// The site says each time who may still be asked for: everybody else goes from this telephone, and all that was heard of them.
import { phone, row } from "./phone.js";
import * as store from "./store.js";
import * as vault from "./vault.js";

const NOTHING_SAID = { answers: {}, note: "", issues: [], poster: false, blank: true };
const NO_OPINION = { no_opinions: true, voting_intention: "", voting_intention_at: null, promise: "" };
let behind = false; // the disk did not take it, being full: on the screen they are gone, and it is tried again

// What waits to be sent stays, sealed, until the site has it; what the site would not take keeps the reason alone.
const sift = (listed, silent) => {
  const settled = [...phone.contacts.values()].filter((each) => each.state !== "unsent");
  const drop = settled.filter((each) => each.state === "sent" && !listed.has(each.elector)).map((each) => each.id);
  const speaks = (each) => !each.blank && (silent.has(each.elector) || (each.state === "refused" && !listed.has(each.elector)));
  return { drop, blanked: settled.filter(speaks).map((each) => ({ ...each, ...NOTHING_SAID })) };
};

// Returns how many people went. A door where nobody is left to ask for goes with them.
export const keepOnly = async ({ people, no_opinions }) => {
  const [listed, silent] = [new Set(people), new Set(no_opinions)];
  const before = phone.walk.doors.flatMap((door) => door.people);
  const { drop, blanked } = sift(listed, silent);
  const gone = before.filter((each) => !listed.has(each.elector)).length;
  const hushed = before.some((each) => silent.has(each.elector) && !each.no_opinions);
  if (!gone && !hushed && !drop.length && !blanked.length && !behind) return 0;
  const kept = (door) => door.people.filter((each) => listed.has(each.elector)).map((each) => (silent.has(each.elector) ? { ...each, ...NO_OPINION } : each));
  phone.walk.doors = phone.walk.doors.map((door) => ({ ...door, people: kept(door) })).filter((door) => door.people.length);
  for (const id of drop) phone.contacts.delete(id);
  for (const each of blanked) phone.contacts.set(each.id, each);
  behind = true;
  const [walk, put] = [await vault.seal(phone.keys.people, phone.walk), await Promise.all(blanked.map(row))];
  if (phone.walk) await store.write({ phone: { walk }, put, drop }); // unless the telephone was cleared meanwhile
  behind = false;
  return gone;
};
