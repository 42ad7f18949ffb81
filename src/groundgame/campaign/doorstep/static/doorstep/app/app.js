// Opens the walk on this telephone, shows one page after another, and says in words what is saved and what still waits.
import { doorNumber, doorsWaiting, nameOf, toAsk } from "./board.js";
import { doorPage, made, personPage, refusedPage, whoPage } from "./door.js";
import { count, h } from "./dom.js";
import { focusNow, focusOn, nextDoor } from "./focus.js";
import { comeBack, leave, listPage, stay } from "./list.js";
import { morePage, waitingPage } from "./more.js";
import { Locked, forget, load, open, phone, record, unsent } from "./phone.js";
import { end, sendNow, standing, start, stop, sync, syncNow, syncSoon } from "./sync.js";
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
let keeping = 0; // taps that are not on this telephone's disk yet
const words = () => {
  if (!phone.device) return "";
  if (keeping) return "Saving…";
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

const acts = {
  again: ({ typing = false } = {}) => {
    const at = scrollY, focused = focusNow();
    show(listPage(acts), `Walk ${phone.walk.number}`);
    scrollTo(0, typing ? 0 : at);
    focusOn(focused);
  },
  notIn: async (doors, people = null) => {
    const list = doors.flatMap((door) => (people ?? toAsk(door)).map((person) => ({ elector: person.elector, door: door.id, outcome: "not_in" }))).map(made);
    const done = await save(list);
    if (!done) return false;
    const undo = h("button", { type: "button", class: "quiet", onclick: () => takeBack(list) }, "Undo");
    const next = nextDoor();
    if (!route()[0] && doors.length === 1) stay(doors, () => { if (!route()[0]) refresh(); });
    go("#/");
    if (next) focusOn(`li[data-line="${next}"] .notin`) || focusOn(`li[data-line="${next}"] a`);
    say(`${doors.length === 1 ? nameOf(doors[0]) : `${doors.length} doors`}: not in${done === "saved" ? "" : `, ${done}`}.`, undo);
    return true;
  },
  save: async (door, contacts, next = "list") => {
    const done = await save(contacts.map((each) => ({ ...each, door: door.id })).map(made));
    if (!done) return;
    go(next === "door" ? `#/door/${door.id}` : "#/");
    say(`${nameOf(door)}: ${done}.`);
  },
};

const save = async (list) => {
  let done;
  keeping += 1;
  showStanding();
  try {
    done = await keep(list);
  } catch (error) {
    say(`Not saved: ${error.message}. Tap again, or write it down.`);
    return "";
  } finally {
    keeping -= 1;
    showStanding();
  }
  syncSoon();
  return done;
};

const takeBack = async (list) => {
  if (await save(list.map((each) => ({ elector: each.elector, door: each.door, outcome: "withdrawn", corrects: each.id })).map(made))) { render(); say("Taken back."); }
};

// ---- pages
const go = (hash) => { if (location.hash === hash || (hash === "#/" && !route()[0])) render(); else location.hash = hash; };

const finish = async (finished) => {
  if (unsent().length) await syncNow();
  if (phone.device && unsent().length) return say(`${count(unsent().length, "contact")} could not be sent yet. Find signal, and tap again: nothing is removed before it is sent.`);
  if (!phone.device) return null; // the site said meanwhile that the walk is over
  const sentence = finished ? "This phone is cleared. Thank you for walking." : "This phone is cleared. Open the walk’s link to go on with it.";
  return end(sentence, { finished }).catch(() => say("No signal, so the walk cannot be brought back. Tap again where there is some, or only clear this phone."));
};

const render = () => {
  const [place, first, second] = route();
  if (!phone.device) return showNone();
  if (!phone.walk) {
    show(waitingPage({
      again: async () => { say("Trying…"); await syncNow(); say(""); render(); },
      clear: async () => { stop(); await forget(); location.hash = ""; showNone("This phone is cleared."); },
    }));
  } else if (place === "more") show(morePage({ words, finish }), "This phone");
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
// A tap whose button is drawn anew under the finger is lost: what has changed is shown once the finger is up.
let pressing = false, due = false;
const lift = () => { pressing = false; if (due) setTimeout(refresh); };
addEventListener("pointerdown", () => { pressing = true; }, true);
for (const up of ["pointerup", "pointercancel"]) addEventListener(up, lift, true);
const refresh = () => {
  due = pressing;
  if (pressing) { showStanding(); return; }
  if (main.querySelector("form") || main.contains(document.activeElement?.closest("input"))) { showStanding(); return; } // somebody types
  const at = scrollY, focused = focusNow();
  render();
  scrollTo(0, at);
  focusOn(focused);
};
// Nobody goes on asking a person who may not be asked any more, be it in the middle of a form.
const shownAreHere = () => {
  const [place, first, second] = route();
  const door = place === "door" ? doorNumber(Number(first)) : null;
  return place !== "door" || Boolean(door && (!Number(second) || door.people.some((each) => each.elector === Number(second))));
};
sync.addEventListener("change", refresh);
sync.addEventListener("gone", (event) => {
  if (shownAreHere()) refresh(); else go("#/");
  say(`${count(event.detail, "person is", "people are")} not to be asked any more, and no longer on this phone.`);
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
