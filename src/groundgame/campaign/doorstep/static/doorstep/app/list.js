// The walk: street, side, block, stair, floor, door. The commonest thing, nobody in, is one tap on the door's own line.
import { contactsByPerson, nameOf, statusOf } from "./board.js";
import { count, h } from "./dom.js";
import { phone } from "./phone.js";

const MANY = 12; // doors, from which on finding one by eye is slow
const STAYS = 1_200; // ms that a door which was ticked off stays in its place: a second tap by mistake must not hit the next
const LEFT = new Set(["todo", "promised"]); // what is still to be done
const view = { all: false, find: "", several: new Set(), picking: false, scroll: 0, door: null, staying: new Set() };

// "Ann & Bob Smith" is read at a glance; the surname twice is not.
const names = (door) => {
  const split = door.people.map(({ name }) => [name.slice(0, name.lastIndexOf(" ")), name.slice(name.lastIndexOf(" ") + 1)]);
  const one = split.length > 1 && split.every(([first, last]) => first && last === split[0][1]);
  return one ? `${split.map(([first]) => first).join(" & ")} ${split[0][1]}` : door.people.map(({ name }) => name).join(", ");
};
const short = (door) => (door.block ? door.label.replace(/^Flat /, "") : door.label); // its heading says that these are flats
const floorName = (floor) => (floor === 0 ? "Ground floor" : floor === -1 ? "Basement" : floor === 99 ? "Top floor" : `Floor ${floor}`);
const inside = (door) => [door.stair && `Stair ${door.stair}`, door.floor !== null && floorName(door.floor)].filter(Boolean).join(", ");

const wanted = (door, status) => {
  const looked = view.find.trim().toLowerCase();
  if (looked) return `${door.label} ${nameOf(door)} ${names(door)}`.toLowerCase().includes(looked);
  return view.all || LEFT.has(status.state) || view.door === door.id || view.staying.has(door.id);
};

export const stay = (doors, then) => {
  for (const door of doors) view.staying.add(door.id);
  setTimeout(() => { for (const door of doors) view.staying.delete(door.id); then(); }, STAYS);
};
export const leave = (door) => { view.scroll = scrollY; view.door = door; };
export const comeBack = () => {
  const last = document.querySelector(`[data-door="${view.door}"]`);
  scrollTo(0, view.scroll);
  (last ?? document.querySelector("h1")).focus({ preventScroll: true });
};

const line = (door, status, acts, where = "") => {
  const name = nameOf(door);
  if (view.picking) {
    return h("li", { class: `door ${status.state}` }, h("label", { class: "pick" },
      h("input", { id: `tick-${door.id}`, type: "checkbox", checked: view.several.has(door.id), onchange: (event) => { view.several[event.target.checked ? "add" : "delete"](door.id); acts.again(); } }),
      h("span", { class: "what" }, h("b", {}, short(door)), h("span", {}, names(door)), h("small", {}, status.words))));
  }
  return h("li", { class: `door ${status.state}`, "data-line": door.id },
    h("a", { href: `#/door/${door.id}`, class: "what", "data-door": door.id }, h("b", {}, short(door)), h("span", {}, where, names(door)),
      h("small", { class: "status" }, status.words, status.waits ? " · waits for signal" : "")),
    status.state === "met" ? null : h("button", { type: "button", disabled: status.state !== "todo" && view.staying.has(door.id), class: "quiet notin", "aria-label": `Not in: ${name}`, onclick: () => acts.notIn([door]) }, "Not in"));
};

// Doors under their headings: side of the street, then block with stair and floor, in the order of the walk.
const groups = (doors) => {
  const found = [];
  for (const door of doors) {
    const key = [door.stretch, door.block, inside(door)].join("|");
    if (found.at(-1)?.key !== key) found.push({ key, first: door, doors: [] });
    found.at(-1).doors.push(door);
  }
  return found;
};

const heading = (group, before) => {
  const { street, side } = phone.walk.stretches[group.first.stretch];
  const parts = [];
  if (before?.first.stretch !== group.first.stretch) parts.push(h("h2", {}, street, side ? h("small", {}, `, ${side}`) : null));
  const within = [group.first.block, inside(group.first)].filter(Boolean).join(", ");
  if (within) parts.push(h("h3", {}, within));
  return parts;
};

const pickAll = (group, acts) => view.picking && group.doors.length > 1
  ? h("button", { id: `ticks-${group.first.id}`, type: "button", class: "quiet small", onclick: () => { group.doors.forEach((door) => view.several.add(door.id)); acts.again(); } }, `Tick all ${group.doors.length}`) : null;

// Of what is to be done, the hours that were agreed on come first, the soonest before the others.
const firstOf = (doors, statuses) => (view.all || view.find || view.picking ? [] : doors.filter((door) => statuses.get(door.id).state === "promised")
  .sort((one, other) => statuses.get(one.id).at - statuses.get(other.id).at));
const whereOf = (door) => door.block || phone.walk.stretches[door.stretch].street;

export const listPage = (acts) => {
  const byPerson = contactsByPerson();
  const statuses = new Map(phone.walk.doors.map((door) => [door.id, statusOf(door, byPerson)]));
  const todo = phone.walk.doors.filter((door) => LEFT.has(statuses.get(door.id).state));
  const shown = phone.walk.doors.filter((door) => wanted(door, statuses.get(door.id)));
  const promised = firstOf(shown, statuses);
  const found = groups(shown.filter((door) => !promised.includes(door)));
  const body = promised.length ? [h("section", { class: "promised" }, h("h2", {}, "Promised to come back"),
    h("ul", { class: "doors" }, promised.map((door) => line(door, statuses.get(door.id), acts, `${whereOf(door)}: `))))] : [];
  body.push(...found.map((group, number) => h("section", {}, heading(group, found[number - 1]), pickAll(group, acts),
    h("ul", { class: "doors" }, group.doors.map((door) => line(door, statuses.get(door.id), acts))))));
  const empty = !phone.walk.doors.length ? "Nobody is left to ask for on this walk. Thank you!" : view.find ? `No door or name here matches “${view.find}”.` : "Every door of this walk has been knocked. Thank you!";
  return [
    h("h1", { tabindex: -1 }, `Walk ${phone.walk.number}`, h("small", {}, phone.walk.title)),
    h("div", { class: "tools" },
      h("div", { class: "tabs", role: "group", "aria-label": "Which doors" },
        h("button", { id: "todo", type: "button", "aria-pressed": String(!view.all), onclick: () => { view.all = false; acts.again(); } }, `To do (${todo.length})`),
        h("button", { id: "all", type: "button", "aria-pressed": String(view.all), onclick: () => { view.all = true; acts.again(); } }, `All (${phone.walk.doors.length})`)),
      h("button", { id: "several", type: "button", class: "quiet", "aria-pressed": String(view.picking), onclick: () => { view.picking = !view.picking; view.several.clear(); acts.again(); } }, view.picking ? "Stop" : "Tick several")),
    phone.walk.doors.length > MANY ? h("div", { class: "find" }, h("label", { for: "find" }, "Find a flat, number or name"),
      h("input", { id: "find", type: "search", value: view.find, autocomplete: "off", oninput: (event) => { view.find = event.target.value; acts.again({ typing: true }); } })) : null,
    body.length ? body : h("p", { class: "lead", role: "status" }, empty),
    view.picking ? h("div", { class: "bottom" }, h("button", { type: "button", class: "big", disabled: !view.several.size, onclick: async () => {
      const doors = phone.walk.doors.filter((door) => view.several.has(door.id));
      if (await acts.notIn(doors)) { view.several.clear(); view.picking = false; acts.again(); }
    } }, `Not in: ${count(view.several.size, "door")}`)) : null,
  ];
};
