// What this telephone is and holds: opened with its keys, locked when they are old, cleared when the walk is over.
import { ask } from "./server.js";
import * as store from "./store.js";
import * as vault from "./vault.js";

const HOUR = 3_600_000;

export class Locked extends Error {}

// `device` is kept as it is; `keys` too, as keys that script cannot read out, until `until`. Everything about people is sealed.
// `sealed` counts unsent contacts that cannot be opened while the telephone is locked.
export const phone = { device: null, keys: null, walk: null, contacts: new Map(), sealed: 0 };

// The site's time by the best of our knowledge: the offset last measured, and never earlier than it has been.
export const now = () => Math.max(Date.now() + (phone.device?.offset_ms ?? 0), phone.device?.latest ?? 0);
export const isOver = () => now() >= Date.parse(phone.device.expires_at);
export const unsent = () => [...phone.contacts.values()].filter((each) => each.state === "unsent");

const keep = async (changed) => {
  Object.assign(phone.device, changed);
  phone.device.latest = now();
  await store.write({ phone: { device: phone.device } });
};
// Only a better knowledge of the time: a full telephone goes on without keeping it.
export const heard = ({ offset_ms }) => (offset_ms === undefined ? null : keep({ offset_ms, latest: 0 }).catch(() => null));
export const keepCursor = (cursor) => keep({ cursor });

export const add = async (outing, name, csrf) => {
  const added = await ask("devices", { body: { outing, name }, csrf });
  const secret = await vault.newSecret();
  phone.device = {
    id: added.device, token: added.token, slot: added.slot, outing, name, secret, cursor: "",
    expires_at: added.expires_at, offset_ms: added.offset_ms, latest: 0,
  };
  phone.contacts.clear();
  await hold(added);
};

// Derives the keys from the server's parts, and holds them for the evening.
const hold = async (parts) => {
  const keys = await vault.keysFrom(phone.device.secret, parts);
  keys.until = now() + parts.offline_hours * HOUR;
  phone.keys = keys;
  Object.assign(phone.device, { expires_at: parts.expires_at, offset_ms: parts.offset_ms ?? phone.device.offset_ms });
  await store.write({ phone: { device: phone.device, keys } });
};

export const fetchKeys = async () => hold(await ask("keys", { token: phone.device.token }));

export const fetchWalk = async () => {
  phone.walk = await ask("walk", { token: phone.device.token });
  await heard(phone.walk);
  await store.write({ phone: { walk: await vault.seal(phone.keys.people, phone.walk) } });
};

// Reads what is kept. Throws Locked where the keys are gone or too old: then there has to be signal once.
export const load = async () => {
  if (!(await store.exists())) return false;
  phone.device = (await store.read("device")) ?? null;
  if (!phone.device) return false;
  phone.keys = (await store.read("keys")) ?? null;
  phone.sealed = (await store.contacts()).filter((each) => each.state === "unsent").length;
  if (phone.keys && phone.keys.until <= now()) await lock();
  return true;
};

export const open = async () => {
  if (!phone.keys) throw new Locked();
  const walk = await store.read("walk");
  phone.walk = walk && phone.keys.people ? await vault.unseal(phone.keys.people, walk) : null;
  phone.contacts.clear();
  for (const row of await store.contacts()) {
    const key = phone.keys[row.by];
    if (key) phone.contacts.set(row.id, { ...(await vault.unseal(key, row)), state: row.state });
  }
  phone.sealed = 0;
};

export const lock = async () => {
  phone.sealed = Math.max(phone.sealed, unsent().length);
  Object.assign(phone, { keys: null, walk: null });
  phone.contacts.clear();
  await store.write({ phone: { keys: null } });
};

// What the site is told of a contact.
export const wire = ({ id, elector, outcome, happened_at, offset_ms, answers, note, issues, poster, call_back_at, corrects, door }) =>
  ({ id, elector, outcome, happened_at, offset_ms, answers, note, issues, poster, call_back_at, corrects, door });

export const row = async (contact) => {
  const by = contact.state === "unsent" || contact.state === "refused" ? "unsent" : "people";
  const letter = contact.state === "unsent" && phone.device.slot ? { made: contact.made, letter: await vault.letter(phone.device.slot, wire(contact)) } : {};
  return { id: contact.id, state: contact.state, by, ...letter, ...(await vault.seal(phone.keys[by], contact)) };
};

// What was recorded and not sent, for a telephone that lost the key to it: sealed for the site, in the order it was made.
export const letters = async () => (await store.contacts()).filter((each) => each.state === "unsent" && each.letter)
  .sort((one, other) => one.made - other.made).map(({ id, letter }) => ({ id, letter }));
export const settleLetters = async (ids) => {
  await store.write({ drop: ids });
  phone.sealed -= ids.length;
};

// Keeps contacts: nothing is called saved before this has returned.
export const record = async (list) => {
  const fresh = list.filter((each) => phone.contacts.get(each.id)?.state !== each.state);
  if (!fresh.length) return;
  if (!phone.keys) throw new Locked();
  await store.write({ put: await Promise.all(fresh.map(row)) });
  for (const each of fresh) phone.contacts.set(each.id, each);
};

// What the site has taken is no longer ours to send; it stays as what we know of the door.
export const settle = async (list) => {
  if (phone.keys.people) return record(list);
  await store.write({ drop: list.map((each) => each.id) });
  for (const each of list) phone.contacts.delete(each.id);
};

// Forgets the people of the walk at once, and keeps what has not been sent yet, sealed.
export const forgetPeople = async () => {
  const others = (await store.contacts()).filter((each) => each.state === "sent").map((each) => each.id);
  for (const id of others) phone.contacts.delete(id);
  phone.walk = null;
  if (phone.keys) phone.keys.people = null;
  await store.write({ phone: { walk: null, ...(phone.keys ? { keys: phone.keys } : {}) }, drop: others });
};

export const forget = async () => {
  Object.assign(phone, { device: null, keys: null, walk: null });
  phone.contacts.clear();
  await store.wipe();
};
