// One door: present, not in or refused; then whoever is there, and what they say.
import { OUTCOMES, answerOf, contactsByPerson, isAgreed, labelOf, nameOf, toAsk } from "./board.js";
import { day, h, hour, hourOf } from "./dom.js";
import { now, phone } from "./phone.js";

const back = () => h("p", { class: "back" }, h("a", { id: "back", href: "#/" }, "‹ All doors"));
const badge = (person) => (person.postal ? h("span", { class: "badge" }, "Postal vote") : null);

const known = (person, contacts) => {
  if (person.no_opinions) return h("p", { class: "note" }, `${person.name} asked us to keep no opinions. Do not ask how they vote, and write none down.`);
  const said = answerOf(person, "voting_intention", contacts);
  const last = contacts[0];
  const agreed = last?.outcome === "call_back" && last.call_back_at ? `: come back ${hourOf(last.call_back_at)}` : "";
  const tonight = last ? `${OUTCOMES[last.outcome] ?? last.outcome} at ${hour(last.happened_at)}${agreed}${last.by ? ` (${last.by})` : ""}` : "";
  return h("p", { class: "known" }, said ? `Last said: ${labelOf("voting_intention", said.value)}${said.at ? `, ${day(said.at)}` : ""}` : "Never asked yet", tonight ? ` · ${tonight}` : "");
};

export const doorPage = (door, acts) => {
  const byPerson = contactsByPerson();
  const people = door.people.map((person) => ({ person, contacts: byPerson.get(person.elector) ?? [] }));
  const rest = toAsk(door, byPerson);
  const asked = people.some(({ contacts }) => contacts.length);
  return [
    back(),
    h("h1", { tabindex: -1 }, nameOf(door)),
    h("div", { class: "three" },
      h("a", { id: "present", class: "button big", href: door.people.length === 1 ? `#/door/${door.id}/${door.people[0].elector}` : `#/door/${door.id}/who` }, "Present"),
      h("button", { id: "not-in", type: "button", class: "big quiet", onclick: () => acts.notIn([door], rest) }, asked && rest.length < people.length ? "Others not in" : "Not in"),
      h("a", { id: "refused", class: "button big quiet", href: `#/door/${door.id}/refused` }, "Refused")),
    h("h2", {}, "Who lives here"),
    h("ul", { class: "people" }, people.map(({ person, contacts }) => h("li", {},
      h("a", { id: `person-${person.elector}`, href: `#/door/${door.id}/${person.elector}` }, h("b", {}, person.name), " ", h("small", {}, person.number), " ", badge(person)),
      known(person, contacts)))),
  ];
};

export const whoPage = (door) => [
  back(), h("h1", { tabindex: -1 }, "Who is at the door?"),
  h("ul", { class: "choices" }, door.people.map((person) => h("li", {}, h("a", { id: `who-${person.elector}`, class: "button big quiet", href: `#/door/${door.id}/${person.elector}` }, person.name, badge(person))))),
];

export const refusedPage = (door, acts) => [
  back(), h("h1", { tabindex: -1 }, "Who would not speak?"),
  h("ul", { class: "choices" },
    door.people.map((person) => h("li", {}, h("button", { id: `refused-${person.elector}`, type: "button", class: "big quiet", onclick: () => acts.save(door, [{ elector: person.elector, outcome: "refused" }]) }, person.name))),
    door.people.length > 1 ? h("li", {}, h("button", { id: "refused-all", type: "button", class: "big quiet", onclick: () => acts.save(door, door.people.map((person) => ({ elector: person.elector, outcome: "refused" }))) }, "They spoke for everybody")) : null),
  h("p", {}, "Asked not to be knocked for again? Open the person instead, and choose it under “Something else”."),
];

const LATER = [["", "Choose when"], [2, "In two hours"], [24, "Tomorrow at this time"], [48, "In two days"], [168, "In a week"]];
const ELSE = [["language", "Another language"], ["moved", "Moved away"], ["deceased", "Has died"], ["do_not_knock", "Do not knock again"], ["do_not_contact", "No contact of any kind"]];

const radios = (question, said) => h("fieldset", {}, h("legend", {}, question.text), h("div", { class: "answers" },
  question.options.map((option) => h("label", { class: "answer" }, h("input", { type: "radio", name: `answer-${question.key}`, value: option.value, checked: said === option.value }), h("span", {}, option.label)))));

const heardFrom = (form, person) => {
  const data = new FormData(form);
  const answers = Object.fromEntries(phone.walk.questions.map(({ key }) => [key, data.get(`answer-${key}`)]).filter(([, value]) => value));
  const wait = Number(data.get("later"));
  return {
    elector: person.elector, outcome: wait ? "call_back" : "conversation", answers, note: (data.get("note") ?? "").trim(),
    issues: data.getAll("issue"), poster: data.has("poster"), call_back_at: wait ? new Date(Date.now() + wait * 3_600_000).toISOString() : null,
  };
};

// What was recorded here tonight can be put right: the later one says what holds, and both are kept. Not so an hour that
// was agreed on a while ago.
const putRight = (contacts) => contacts.find((each) => !each.others && each.outcome !== "not_in" && !isAgreed(each)) ?? null;

// A walk that was loaded by an older app has the words themselves at each door.
const openingAt = (door) => door.opening || phone.walk.openings?.[door.wording] || phone.walk.opening;

export const personPage = (door, person, acts) => {
  const contacts = contactsByPerson().get(person.elector) ?? [];
  const before = putRight(contacts);
  const questions = person.no_opinions ? [] : phone.walk.questions;
  const others = door.people.filter((each) => each.elector !== person.elector).length;
  const finish = (form, extra, next) => acts.save(door, [{ ...heardFrom(form, person), ...extra, corrects: before?.corrects ?? before?.id ?? null }], next);
  const form = h("form", { onsubmit: (event) => { event.preventDefault(); finish(form, {}, event.submitter?.value); } },
    h("details", { class: "say" }, h("summary", {}, "What to say"), h("p", {}, openingAt(door).replaceAll("{elector}", person.name)), h("p", {}, phone.walk.closing.replaceAll("{elector}", person.name)), h("p", { class: "small" }, `Asked who we are, or where to write? ${phone.walk.contact || "Ask the organiser for our address."}`)),
    questions.map((question) => radios(question, before?.answers?.[question.key])),
    person.no_opinions ? null : h("fieldset", {}, h("legend", {}, "What matters to them"), h("div", { class: "answers" },
      phone.walk.issues.map((issue) => h("label", { class: "answer" }, h("input", { type: "checkbox", name: "issue", value: issue.value, checked: before?.issues?.includes(issue.value) }), h("span", {}, issue.label))))),
    h("label", { class: "answer" }, h("input", { type: "checkbox", name: "poster", checked: before?.poster }), h("span", {}, "Wants a poster")),
    person.no_opinions ? null : h("div", {}, h("label", { for: "note" }, "Note ", h("small", {}, "(no opinions of others)")), h("textarea", { id: "note", name: "note", rows: 2, maxlength: 500, value: before?.note ?? "" })),
    h("div", {}, h("label", { for: "later" }, "Call back"), h("select", { id: "later", name: "later" }, LATER.map(([value, label]) => h("option", { value }, label)))),
    h("details", { class: "else" }, h("summary", {}, "Something else"), h("div", { class: "choices" }, ELSE.map(([outcome, label]) =>
      h("button", { type: "button", class: outcome.startsWith("do_not") ? "danger" : "quiet", onclick: () => finish(form, { outcome, call_back_at: null }) }, label)))),
    h("div", { class: "bottom" }, h("button", { class: "big", value: "list" }, before ? "Save the correction" : "Save"), others ? h("button", { class: "big quiet", value: "door" }, "Save, ask another") : null));
  return [back(), h("h1", { tabindex: -1 }, person.name, " ", badge(person)), h("p", { class: "where" }, nameOf(door), ` · ${person.number}`), known(person, contacts), form];
};

export const made = (contact, order) => ({
  answers: {}, note: "", issues: [], poster: false, call_back_at: null, corrects: null, ...contact,
  id: crypto.randomUUID(), happened_at: new Date().toISOString(), offset_ms: phone.device.offset_ms ?? null, made: now() + order / 1000, state: "unsent",
});
