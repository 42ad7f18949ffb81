// Whether a press of the caller's was meant, and what came of the last one. With call.js, which it stands before.
"use strict";

// ---- a press is meant for whom it found: not the second of two, nor one that comes as somebody else appears
const SETTLED_SECONDS = 1;
let since = 0; // when the page last changed under the finger, or a press was not taken
let asked = ""; // what was asked about, and of which call: the next press saves all the same, as long as nothing was changed
const justShown = () => { since = clock(); };

const comesTooSoon = (call) => {
  if (clock() - since >= SETTLED_SECONDS) return false;
  since = clock();
  if (!asked) status(`${call.querySelector("h1").textContent} has only just come up: that press was not taken.`);
  return true;
};

// ---- what a save asks about: once, but for an hour that cannot be
const FURTHEST_DAYS = 60;
const minutesOf = (clockTime) => { const [hour, minute] = clockTime.split(":").map(Number); return hour * 60 + minute; };

// As the server reckons (canvass/hours.py), by this device's clock; the server says it again.
const rings = ({ opens, sunday, closes, days }, at) => {
  const now = at.getHours() * 60 + at.getMinutes();
  const usual = opens ? minutesOf(opens) : 0;
  const from = Math.max(usual, at.getDay() === 0 && sunday ? minutesOf(sunday) : 0);
  const to = closes ? minutesOf(closes) : 0;
  const beganBefore = closes && usual > to && now < to;
  const weekend = [0, 6].includes((at.getDay() + (beganBefore ? 6 : 0)) % 7);
  if (days && (days === "weekends") !== weekend) return false;
  if (!closes) return now >= from;
  return usual > to ? now >= from || now < to : now >= from && now < to;
};

const promisedAt = ({ call_back: later, call_back_at: at }) => (at.value ? new Date(at.value) : new Date(Date.now() + later.value * 60e3));

const saysNothing = (call) => {
  const answers = [...call.querySelectorAll("[name^=answer-]")];
  return answers.length > 0 && !answers.some((each) => each.checked) && !call.elements.note.value.trim();
};

const unclear = (call, outcome) => {
  const once = (what, sentence) => {
    const before = asked;
    asked = `${call.elements.event.value} ${what}`;
    return asked === before ? "" : sentence;
  };
  if (outcome === "conversation" && saysNothing(call)) return once("nothing", "Nothing is ticked. Save that you spoke, without an answer? Then press again.");
  if (outcome !== "call_back") return "";
  const at = promisedAt(call.elements);
  if (!(at > Date.now() && at < Date.now() + FURTHEST_DAYS * 864e5)) {
    asked = "an hour"; // no second press saves it
    return `Choose an hour that is still to come, within ${FURTHEST_DAYS} days.`;
  }
  if (rings(call.dataset, at)) return "";
  return once(call.elements.call_back.value + call.elements.call_back_at.value, `Nobody rings here at that hour (${call.dataset.hours}). Choose another, or press again to save it so.`);
};

// Without a button nothing is meant: Enter in a field is not "Save".
const isMeant = (call, button) => {
  if (!button || comesTooSoon(call)) return false;
  const why = button.hasAttribute("formaction") ? "" : unclear(call, button.value);
  if (why) { justShown(); status(why); } else asked = "";
  return !why;
};

document.addEventListener("input", (event) => {
  if (asked && event.target.closest("[data-call]")) { asked = ""; status(""); }
});

// ---- what was saved, by name, with the way to put it right: of the last call alone, and never kept in the browser
let saved = null;
const NO_EVENT = "00000000-0000-0000-0000-000000000000"; // stands in the address for the event's id
const toldOf = (call, button) => ({
  whom: call.querySelector("h1").textContent,
  what: button.dataset.said,
  way: call.dataset.right.replace(NO_EVENT, call.elements.event.value),
});

const savedPlace = () => {
  const place = document.querySelector("[data-saved]");
  if (place) return place;
  document.querySelector("main").insertAdjacentHTML("afterbegin", '<p class="saved small" role="status" data-saved></p>');
  return document.querySelector("[data-saved]");
};

const tellSaved = (told) => {
  saved = told;
  if (!saved) { document.querySelector("[data-saved]")?.replaceChildren(); return; }
  savedPlace().replaceChildren(`Saved: ${saved.whom}, ${saved.what}.`);
  if (!document.querySelector("[data-call], .start")) return; // the phone bank is over, and its link with it
  const way = document.createElement("a");
  way.href = saved.way;
  way.textContent = "Put it right";
  savedPlace().append(" ", way);
};
