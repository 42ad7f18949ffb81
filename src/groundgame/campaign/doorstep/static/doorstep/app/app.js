// Opens the walk on this telephone, shows one page after another, and says in words what is saved and what still waits.
import { doorNumber, doorsWaiting, nameOf } from "./board.js";
import { doorPage, made, personPage, refusedPage, whoPage } from "./door.js";
import { count, h, hour } from "./dom.js";
import { comeBack, leave, listPage } from "./list.js";
import { Locked, forget, load, now, open, phone, record, unsent } from "./phone.js";
import { end, sendNow, standing, start, sync, syncNow, syncSoon } from "./sync.js";
import * as vault from "./vault.js";

const main = document.querySelector("main");
const status = document.querySelector("[data-status]");
const said = document.querySelector("[data-said]");
const route = () => location.hash.replace(/^#\/?/, "").split("/");

const say = (words, action = null) => {
  said.replaceChildren(...(words ? [words, " ", ...(action ? [action] : [])] : [])); // never hidden: it is read out as it fills
  clearTimeout(say.timer);
  if (words) say.timer = setTimeout(() => say(""), action ? 12_000 : 20_000);
};

const show = (children, title = "Doors") => {
  main.replaceChildren(...children.flat(3).filter(Boolean));
  document.title = `${title} · groundgame`;
};

// ---- what is saved, in words
const words = () => {
  if (!phone.device) return "";
  const refused = [...phone.contacts.values()].filter((each) => each.state === "refused").length;
  const doors = doorsWaiting();
  if (doors) return standing.sending && standing.reached !== false ? `Sending ${count(doors, "door")}…` : `${count(doors, "door waits", "doors wait")} for signal`;
  if (refused) return `${count(refused, "contact")} not taken`;
  if (!phone.keys) return phone.sealed ? `Locked: ${count(phone.sealed, "contact waits", "contacts wait")} for signal` : "Locked";
  return "All saved";
};
const showStanding = () => {
  if (status.textContent !== words()) status.textContent = words();
  status.dataset.waits = String(doorsWaiting() > 0);
};

// ---- saving: on this telephone first; straight to the site where it is full; else it says so, and the page stays as it is
const keep = async (list) => {
  try {
    await record(list);
    return "saved";
  } catch (error) {
    if (error?.name !== "QuotaExceededError") throw error;
    await sendNow(list).catch(() => { throw new Error("this phone is full and has no signal. Free some space"); });
    return "saved on the site alone: this phone is full, so free some space";
  }
};

// What has the focus, so that it can have it again when the page under it is made anew.
const focusNow = () => {
  const element = main.contains(document.activeElement) ? document.activeElement : null;
  const line = element?.closest("li[data-line]")?.dataset.line;
  if (line) return `li[data-line="${line}"] ${element.matches(".notin") ? ".notin" : "a"}`;
  return element?.id ? `#${element.id}` : element?.matches("h1") ? "h1" : null;
};
const focusOn = (selector) => {
  const element = selector && main.querySelector(selector);
  element?.focus({ preventScroll: true });
  return Boolean(element);
};

// Where the keyboard goes when the line that it is on leaves the list.
const nextDoor = () => {
  const line = document.activeElement?.closest("li[data-line]");
  const lines = [...document.querySelectorAll("li[data-line]")];
  const at = lines.indexOf(line);
  return at < 0 ? null : (lines[at + 1] ?? lines[at - 1])?.dataset.line;
};

const acts = {
  again: ({ typing = false } = {}) => {
    const at = scrollY, focused = focusNow();
    show(listPage(acts), `Walk ${phone.walk.number}`);
    scrollTo(0, typing ? 0 : at);
    focusOn(focused);
  },
  notIn: async (doors, people = null) => {
    const list = doors.flatMap((door) => (people ?? door.people).map((person) => ({ elector: person.elector, outcome: "not_in" }))).map(made);
    const done = await save(list);
    if (!done) return false;
    const undo = h("button", { type: "button", class: "quiet", onclick: () => takeBack(list) }, "Undo");
    const next = nextDoor();
    go("#/");
    if (next) focusOn(`li[data-line="${next}"] .notin`) || focusOn(`li[data-line="${next}"] a`);
    say(`${doors.length === 1 ? nameOf(doors[0]) : `${doors.length} doors`}: not in${done === "saved" ? "" : `, ${done}`}.`, undo);
    return true;
  },
  save: async (door, contacts, next = "list") => {
    const done = await save(contacts.map(made));
    if (!done) return;
    go(next === "door" ? `#/door/${door.id}` : "#/");
    say(`${nameOf(door)}: ${done}.`);
  },
};

const save = async (list) => {
  let done;
  try {
    done = await keep(list);
  } catch (error) {
    say(`Not saved: ${error.message}. Tap again, or write it down.`);
    return "";
  }
  showStanding();
  syncSoon();
  return done;
};

const takeBack = async (list) => {
  if (await save(list.map((each) => ({ elector: each.elector, outcome: "withdrawn", corrects: each.id })).map(made))) { render(); say("Taken back."); }
};

// ---- pages
const go = (hash) => { if (location.hash === hash || (hash === "#/" && !route()[0])) render(); else location.hash = hash; };

const morePage = () => {
  const refused = [...phone.contacts.values()].filter((each) => each.state === "refused");
  return [
    h("p", { class: "back" }, h("a", { href: "#/" }, "‹ All doors")), h("h1", { tabindex: -1 }, "This phone"),
    h("dl", { class: "facts" },
      h("dt", {}, "Name"), h("dd", {}, phone.device.name), h("dt", {}, "Saving"), h("dd", {}, words(), standing.trouble ? `: ${standing.trouble}` : ""),
      h("dt", {}, "Opens without signal until"), h("dd", {}, phone.keys ? hour(Math.min(phone.keys.until, Date.parse(phone.device.expires_at))) : "it has had signal"),
      Math.abs(phone.device.offset_ms ?? 0) > 120_000 ? [h("dt", {}, "Clock"), h("dd", {}, `This phone’s clock is ${Math.round(Math.abs(phone.device.offset_ms) / 60_000)} minutes ${phone.device.offset_ms > 0 ? "slow" : "fast"}. Times are put right when they are saved.`)] : []),
    refused.length ? [h("h2", {}, "Not taken by the site"), h("ul", {}, refused.map((each) => h("li", {}, each.why)))] : [],
    h("p", {}, h("button", { type: "button", class: "quiet", onclick: () => syncNow() }, "Send and fetch now")),
    h("h2", {}, "Done with this walk?"),
    h("p", {}, "Everything that is not sent yet is sent, and the walk, its people and its keys are removed from this phone. Once nobody else carries the walk it is back, and doors that nobody knocked can be given to others."),
    h("p", {}, h("button", { type: "button", class: "danger big", onclick: () => finish(true) }, "Finish the walk and clear this phone")),
    h("p", {}, "You go on with it another time, or on another phone?"),
    h("p", {}, h("button", { type: "button", class: "quiet big", onclick: () => finish(false) }, "Only clear this phone")),
    h("p", { class: "small" }, "You see these people because the organiser of this round gave you this walk. Names and addresses come from the electoral register, for electoral purposes alone: do not copy or keep them."),
  ];
};

const finish = async (finished) => {
  if (unsent().length) await syncNow();
  if (phone.device && unsent().length) return say(`${count(unsent().length, "contact")} could not be sent yet. Find signal, and tap again: nothing is removed before it is sent.`);
  if (!phone.device) return null; // the site said meanwhile that the walk is over
  const sentence = finished ? "This phone is cleared. Thank you for walking." : "This phone is cleared. Open the walk’s link to go on with it.";
  return end(sentence, { finished }).catch(() => say("No signal, so the walk cannot be brought back. Tap again where there is some, or only clear this phone."));
};

const waitingPage = (title, sentence, clear = null) => [h("h1", { tabindex: -1 }, title), h("p", { class: "lead" }, sentence), h("p", {}, h("button", { type: "button", class: "big", onclick: async () => { say("Trying…"); await syncNow(); say(""); render(); } }, "Try again")), clear];
// The site does not know this telephone: nothing can be handed in from it, and it is for its volunteer to say that it may go.
const clearing = () => h("details", {}, h("summary", {}, "Clear this phone"), h("p", {}, `What waits here is lost then: ${count(Math.max(unsent().length, phone.sealed), "contact")}. Write it down first, or ask the organiser.`),
  h("button", { type: "button", class: "danger big", onclick: async () => { await forget(); location.hash = ""; showNone("This phone is cleared."); } }, "Clear it for good"));

const render = () => {
  const [place, first, second] = route();
  if (!phone.device) return showNone();
  if (!phone.walk) {
    const kept = doorsWaiting() || unsent().length;
    if (standing.unknown) show(waitingPage("The site does not know this phone", "The people of the walk are removed from it. What it has not sent is kept here, sealed. Tell the organiser, and try again later.", clearing()));
    else show(waitingPage(phone.keys ? "This walk is over" : "This walk is locked", phone.keys
      ? `Its people are removed from this phone. ${kept ? `${count(kept, "door")} still wait here, sealed: they are sent as soon as there is signal.` : ""}`
      : "This phone has been without signal for too long to open it. What you recorded is safe here, sealed. Go where there is signal for a moment."));
  } else if (place === "more") show(morePage(), "This phone");
  else {
    const door = place === "door" ? doorNumber(Number(first)) : null;
    const person = door?.people.find((each) => each.elector === Number(second));
    if (!door) show(listPage(acts), `Walk ${phone.walk.number}`);
    else if (second === "who") show(whoPage(door), nameOf(door));
    else if (second === "refused") show(refusedPage(door, acts), nameOf(door));
    else show(person ? personPage(door, person, acts) : doorPage(door, acts), nameOf(door));
  }
  showStanding();
  return null;
};

let farewell = "";
const showNone = (sentence = farewell) => {
  status.textContent = "";
  show([h("h1", { tabindex: -1 }, sentence ? "Done" : "No walk on this phone"), h("p", { class: "lead", role: "status" }, sentence || "Open the link or the code that the organiser gave you, where there is signal."),
    h("form", { action: "/doorstep/code/", method: "get", class: "code" }, h("label", { for: "code" }, "Code of the walk"), h("input", { id: "code", name: "code", maxlength: 6, autocapitalize: "characters", autocomplete: "off", required: true }), h("button", {}, "Open"))]);
};

addEventListener("hashchange", () => {
  if (route()[0]) say(""); // what is under the thumb on the next page must not be covered
  render();
  if (!route()[0]) comeBack();
  else { scrollTo(0, 0); document.querySelector("h1")?.focus({ preventScroll: true }); }
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-door]");
  if (link) leave(Number(link.dataset.door));
});

sync.addEventListener("standing", showStanding);
sync.addEventListener("change", () => {
  if (main.querySelector("form") || main.contains(document.activeElement?.closest("input"))) { showStanding(); return; } // somebody types
  const at = scrollY, focused = focusNow();
  render();
  scrollTo(0, at);
  focusOn(focused);
});
sync.addEventListener("opened", render);
sync.addEventListener("locked", render);
sync.addEventListener("waiting", () => render());
sync.addEventListener("notice", (event) => say(event.detail));
sync.addEventListener("over", (event) => { farewell = event.detail; location.hash = ""; showNone(); });

const begin = async () => {
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/doorstep/app/worker.js", { scope: "/doorstep/app/" }).catch((error) => console.warn(error));
  if (!vault.available()) return show([h("h1", {}, "This page needs a safe connection"), h("p", {}, "Open it by an address that begins with https://, or ask for the paper sheet.")]);
  try {
    if (!(await load())) return showNone();
    await open().catch((error) => { if (!(error instanceof Locked)) throw error; });
  } catch (error) {
    return show([h("h1", {}, "This phone’s store cannot be read"), h("p", {}, `${error.message}. Close other pages of this site and open this one again.`)]);
  }
  render();
  await start();
  return null;
};

begin();
