// What is known of each door and person: the walk as it was given out, and every contact since, by when it happened.
import { hourOf } from "./dom.js";
import { now, phone } from "./phone.js";

export const OUTCOMES = {
  conversation: "Spoke", not_in: "Not in", refused: "Would not speak", call_back: "Call back", language: "Another language",
  moved: "Moved away", deceased: "Has died", do_not_knock: "Do not knock", do_not_contact: "No contact",
};
const KNOCKED_AGAIN = new Set(["not_in"]); // nobody was met: somebody else may still find them in

const when = (contact) => Date.parse(contact.happened_at) + (contact.offset_ms ?? 0);

// Contacts of a person, the newest first, without those that were put right or taken back.
export const contactsByPerson = () => {
  const all = [...phone.contacts.values()].filter((each) => each.state !== "refused");
  const corrected = new Set(all.map((each) => each.corrects).filter(Boolean));
  const found = new Map();
  for (const each of all.sort((one, other) => when(other) - when(one))) {
    if (each.outcome === "withdrawn" || corrected.has(each.id)) continue;
    if (!found.has(each.elector)) found.set(each.elector, []);
    found.get(each.elector).push(each);
  }
  return found;
};

export const labelOf = (key, value) =>
  phone.walk.questions.find((each) => each.key === key)?.options.find((each) => each.value === value)?.label ?? value;

// The newest answer to a question: what was said tonight if anything was, else what was known before.
export const answerOf = (person, key, contacts) => {
  const said = contacts.find((each) => each.answers?.[key]);
  if (said) return { value: said.answers[key], at: said.happened_at };
  return person[key] ? { value: person[key], at: person[`${key}_at`] ?? null } : null;
};

// Whoever asked us to come back and has not been called on since, the soonest first.
const promisesAt = (door, byPerson) => door.people.flatMap((person) => {
  const [last] = byPerson.get(person.elector) ?? [];
  return last?.outcome === "call_back" && last.call_back_at ? [{ person, at: last.call_back_at }] : [];
}).sort((one, other) => Date.parse(one.at) - Date.parse(other.at));

// An hour that was agreed on a moment ago is put right by what comes next; later, whoever is asked was called on again.
const A_SLIP = 15 * 60_000;
export const isAgreed = (contact) => contact.outcome === "call_back" && now() - when(contact) > A_SLIP;

// Those of a door who have not been asked, or asked us a while ago to come back: who did so just now is not looked for
// with the others. Everybody, where there is none such.
export const toAsk = (door, byPerson = contactsByPerson()) => {
  const promised = new Set(promisesAt(door, byPerson).map(({ person }) => person));
  const isLeft = (person, [last] = byPerson.get(person.elector) ?? []) => !last || (promised.has(person) && isAgreed(last));
  const left = door.people.filter((person) => isLeft(person));
  return left.length ? left : door.people;
};

export const statusOf = (door, byPerson = contactsByPerson()) => {
  const contacts = door.people.flatMap((person) => (byPerson.get(person.elector) ?? []).map((each) => ({ ...each, person })));
  if (!contacts.length) return { state: "todo", words: "Not knocked yet", contacts };
  const promised = promisesAt(door, byPerson);
  const met = contacts.filter((each) => !KNOCKED_AGAIN.has(each.outcome));
  const by = contacts.find((each) => each.others)?.by;
  const waits = contacts.some((each) => each.state === "unsent");
  if (promised.length) {
    const words = promised.map(({ person, at }) => `Come back ${hourOf(at)}: ${person.name.split(" ")[0]}`).join("; ");
    return { state: "promised", words: by ? `${words} (${by})` : words, waits, contacts, at: Date.parse(promised[0].at) };
  }
  const words = met.length ? met.map(summary).join("; ") : "Not in";
  return { state: met.length ? "met" : "not_in", words: by ? `${words} (${by})` : words, waits, contacts };
};

const summary = (contact) => {
  const first = contact.person.name.split(" ")[0];
  const said = contact.answers?.voting_intention;
  return `${first}: ${said ? labelOf("voting_intention", said) : OUTCOMES[contact.outcome] ?? contact.outcome}`;
};

export const doorsWaiting = () => {
  const waiting = new Set([...phone.contacts.values()].filter((each) => each.state === "unsent").map((each) => each.elector));
  if (!phone.walk) return waiting.size;
  const doors = phone.walk.doors.filter((door) => door.people.some((person) => waiting.has(person.elector)));
  const listed = new Set(doors.flatMap((door) => door.people.map((person) => person.elector)));
  return doors.length + [...waiting].filter((elector) => !listed.has(elector)).length; // those off the walk by now count as well
};

export const doorNumber = (id) => phone.walk.doors.find((door) => door.id === id);
export const nameOf = (door) => {
  const { street } = phone.walk.stretches[door.stretch];
  return door.block ? `${door.label}, ${door.block.endsWith(street) ? door.block : `${door.block}, ${street}`}` : `${door.label} ${street}`;
};
