// Sends what was recorded until the site has said of every id that it is safe, and fetches what the others recorded.
import { keepOnly } from "./listed.js";
import { Locked, fetchKeys, fetchWalk, forget, forgetPeople, heard, isOver, keepCursor, letters, lock, now, open, phone, record, settle, settleLetters, unsent, wire } from "./phone.js";
import { Refused, Unreachable, ask } from "./server.js";

const BATCH = 200, LETTERS = 50;
const TIME_IS_UP = "The time of this walk is up, so its people are removed from this phone. Thank you for walking it.";
const FIRST_WAIT = 2_000, LONGEST_WAIT = 60_000, PULL_EVERY = 30_000;

export const sync = new EventTarget();
export const standing = { sending: false, reached: null, trouble: "", unknown: false };
const tell = (what, detail) => sync.dispatchEvent(new CustomEvent(what, { detail }));

const hand = (list) => ask("contacts", {
  token: phone.device.token,
  body: { sent_at: new Date().toISOString(), unsent: Math.max(0, unsent().length - list.length), contacts: list.map(wire) },
});

// One that the site cannot read must not keep the others back: then each is sent alone, and that one is kept and shown.
const sendList = async (list, give = hand) => {
  try {
    return await give(list);
  } catch (error) {
    if (!(error instanceof Refused) || ![400, 413, 422].includes(error.status)) throw error;
    if (list.length === 1) return { acknowledged: [], refused: { [list[0].id]: error.message }, notices: {} };
    const half = Math.ceil(list.length / 2);
    const [first, second] = [await sendList(list.slice(0, half), give), await sendList(list.slice(half), give)];
    return { ...second, acknowledged: [...first.acknowledged, ...second.acknowledged], refused: { ...first.refused, ...second.refused }, notices: { ...first.notices, ...second.notices } };
  }
};

const push = async () => {
  for (let waiting = unsent(); waiting.length; waiting = unsent()) {
    const list = waiting.sort((one, other) => one.made - other.made).slice(0, BATCH);
    const taken = await sendList(list);
    await heard(taken);
    const known = new Map(list.map((each) => [each.id, each]));
    await settle(taken.acknowledged.filter((id) => known.has(id)).map((id) => ({ ...known.get(id), state: "sent" })));
    const refused = Object.entries(taken.refused).filter(([id]) => known.has(id));
    await record(refused.map(([id, why]) => ({ ...known.get(id), state: "refused", why })));
    for (const said of Object.values(taken.notices).flat()) tell("notice", said);
    if (refused.length) tell("notice", `Not taken: ${refused[0][1]}`);
    if (!taken.acknowledged.length && !refused.length) throw new Unreachable("The site took nothing.");
    tell("change");
  }
};

const pull = async () => {
  for (let more = true; more;) {
    const found = await ask(`changes?cursor=${encodeURIComponent(phone.device.cursor)}`, { token: phone.device.token });
    await heard(found);
    const gone = found.people ? await keepOnly(found) : 0; // a site put back to how it was says nothing of people
    if (gone) tell("gone", gone);
    const others = found.changes.filter((each) => !each.mine && !phone.contacts.has(each.id));
    await record(others.map((each) => ({ ...each, happened_at: each.happened_at, offset_ms: 0, others: true, state: "sent" })));
    if (found.cursor !== phone.device.cursor) await keepCursor(found.cursor);
    more = found.more;
    if (others.length) tell("change");
  }
};

// A telephone whose keys are gone for good hands in what it cannot open itself. Returns how many were not taken.
const pushLetters = async () => {
  let lost = 0;
  for (let waiting = await letters(); waiting.length; waiting = await letters()) {
    const count = waiting.length;
    const taken = await sendList(waiting.slice(0, LETTERS), (list) => ask("letters", { token: phone.device.token, body: {
      sent_at: new Date().toISOString(), unsent: count - list.length, letters: list,
    } }));
    const refused = Object.keys(taken.refused);
    if (!taken.acknowledged.length && !refused.length) throw new Unreachable("The site took nothing.");
    await settleLetters([...taken.acknowledged, ...refused]);
    lost += refused.length;
  }
  return lost;
};

// Sent directly, for a telephone too full to keep it.
export const sendNow = async (list) => {
  const taken = await hand(list);
  if (list.some((each) => !taken.acknowledged.includes(each.id))) throw new Refused(409, { detail: Object.values(taken.refused)[0] ?? "The site did not take it." });
  for (const each of list) phone.contacts.set(each.id, { ...each, state: "sent" });
};

const round = async () => {
  if (!phone.keys?.people || !phone.walk || phone.keys.until - now() < 6 * 3_600_000) await openAgain();
  await push();
  if (isOver()) return end(TIME_IS_UP);
  await pull();
  return null;
};

const openAgain = async () => {
  const locked = !phone.keys;
  await fetchKeys();
  if (locked) { await open(); tell("opened"); }
  if (phone.keys.people && !phone.walk) { await fetchWalk(); tell("opened"); }
};

// The walk is over for this telephone: hand in, clear, and say so. What the site would still take is never cleared before it has it:
// without signal the people go at once, and the unsent stays, sealed.
export const end = async (sentence, { finished = false } = {}) => {
  let lost = 0;
  try {
    if (!phone.keys && phone.sealed) {
      await openAgain().catch(async (error) => {
        if (!(error instanceof Refused && error.over)) throw error;
        lost = await pushLetters();
      });
    }
    if (phone.keys) await push();
  } catch (error) {
    if (!(error instanceof Refused && error.over)) {
      await forgetPeople();
      tell("waiting");
      throw error;
    }
  }
  const left = lost + (phone.keys ? unsent().length : phone.sealed);
  await ask("end", { token: phone.device.token, body: { finished } }).catch((error) => { if (finished && error instanceof Unreachable) throw error; });
  await forget();
  stop();
  tell("over", left ? `${sentence} Contacts that could not be handed in any more: ${left}. Tell the organiser what you remember.` : sentence);
};

let timer = null, wait = FIRST_WAIT, running = null, stopped = true;
const later = (delay) => { clearTimeout(timer); if (!stopped) timer = setTimeout(now_, delay); };

const attempt = async () => {
  standing.sending = true;
  tell("standing");
  try {
    await round();
    Object.assign(standing, { reached: true, trouble: "", unknown: false });
    wait = FIRST_WAIT;
    later(PULL_EVERY * (0.8 + Math.random() * 0.4));
  } catch (error) {
    standing.reached = !(error instanceof Unreachable);
    standing.trouble = error instanceof Refused ? error.message : "";
    standing.unknown = error instanceof Refused && error.status === 401;
    if (error instanceof Refused && error.over && phone.device) await end(error.message).catch(() => null);
    else if (error instanceof Refused && error.status === 401 && phone.device) { await forgetPeople(); tell("waiting"); }
    else if (!(error instanceof Unreachable || error instanceof Refused || error instanceof Locked)) { standing.trouble = storageTrouble(error); console.warn(error); }
    later(wait * (0.8 + Math.random() * 0.4));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  } finally {
    standing.sending = false;
    tell("standing");
  }
};

const storageTrouble = (error) => (error?.name === "QuotaExceededError" ? "This phone is full: free some space." : "");
const now_ = () => { running ??= attempt().finally(() => { running = null; }); return running; };
export const syncNow = () => { wait = FIRST_WAIT; return now_(); };
export const syncSoon = () => { if (!running) later(800); else running.then(() => later(100)); };

export const stop = () => { stopped = true; clearTimeout(timer); };
export const start = () => {
  stopped = false;
  addEventListener("online", syncNow);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !stopped) syncNow(); });
  setInterval(watchTheClock, 30_000);
  return now_();
};

const watchTheClock = async () => {
  if (stopped || !phone.device) return;
  if (isOver()) await end(TIME_IS_UP).catch(() => null);
  else if (phone.keys && phone.keys.until <= now()) { await lock(); tell("locked"); }
};
