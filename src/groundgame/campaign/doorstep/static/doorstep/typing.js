// Keeps what is typed from a sheet in this browser until the server says that it has it, however long that takes; and what
// the server would not keep until it is put right, or dropped on purpose.
"use strict";

const form = document.querySelector("[data-sheet]");
const field = form.elements.typed;
const whose = document.getElementById("whose");
const log = document.querySelector("[data-log]");
const refusals = document.querySelector("[data-refused]");
const state = document.querySelector("[data-state]");
const doneCount = document.querySelector("[data-done]");
const kept = `groundgame.sheet.${form.dataset.sheet}`;
const LONGEST_WAIT = 30000;
const SHOWN = 4;
const UNDO = "u";

const read = (name) => { try { return JSON.parse(localStorage.getItem(name)) ?? []; } catch { return []; } };
let waiting = read(kept);
let refused = read(`${kept}.refused`);
let righting = null; // the id of what was refused and is in the field again
let sending = false;
let wait = 1000;

const numberIn = (text) => text.match(/^\s*(\d+)/)?.[1];
const rowOf = (number) => document.getElementById(`line-${number}`);
const nameOf = (row) => `${row.cells[1].textContent}, ${row.cells[2].textContent}`;

// Returns false where the browser will keep nothing: then it is not cleared from the field before the server has it.
const keep = () => {
  try {
    for (const [name, list] of [[kept, waiting], [`${kept}.refused`, refused]]) {
      if (list.length) localStorage.setItem(name, JSON.stringify(list));
      else localStorage.removeItem(name);
    }
    return true;
  } catch { return false; }
};

const say = (text) => {
  const item = document.createElement("li");
  item.textContent = text;
  log.prepend(item);
  for (const old of [...log.children].slice(SHOWN)) old.remove();
};

const button = (label, what, act) => {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "quiet", textContent: label });
  made.setAttribute("aria-label", `${label}: ${what}`);
  made.addEventListener("click", act);
  return made;
};

const drop = (id) => { refused = refused.filter((each) => each.id !== id); keep(); showRefused(); show(); };

const showRefused = () => {
  for (const row of document.querySelectorAll(".sheet-lines .wrong")) row.classList.remove("wrong");
  for (const { text } of refused) rowOf(numberIn(text))?.classList.add("wrong");
  refusals.hidden = !refused.length;
  refusals.querySelector("ul").replaceChildren(...refused.map(({ id, text, why }) => {
    const item = document.createElement("li");
    const typed = document.createElement("b");
    typed.textContent = text;
    const reason = document.createElement("span");
    reason.textContent = why;
    item.append(typed, reason,
      button("Put it right", text, () => { righting = id; field.value = text; field.focus(); tell(); }),
      button("Drop it", text, () => { drop(id); field.focus(); }));
    return item;
  }));
};

const tell = () => {
  for (const row of document.querySelectorAll(".sheet-lines .now")) row.classList.remove("now");
  const number = numberIn(field.value);
  const row = number && rowOf(number);
  whose.classList.toggle("wrong", Boolean(number && !row));
  whose.textContent = row ? nameOf(row) : number ? `There is no line ${number} on this sheet.` : "";
  if (row) { row.classList.add("now"); row.scrollIntoView({ block: "nearest" }); }
};

const show = (problem) => {
  const many = waiting.length;
  const wrong = refused.length ? `${refused.length} not kept: put ${refused.length === 1 ? "it" : "them"} right.` : "All of it is kept.";
  state.textContent = problem || (many ? `${many} on the way to the server.` : wrong);
  state.classList.toggle("refused", !problem && !many && refused.length > 0);
  doneCount.textContent = document.querySelectorAll(".sheet-lines .done").length;
};

const settle = (answer) => {
  for (const one of answer.entries) {
    const sent = waiting.find((each) => each.id === one.id);
    waiting = waiting.filter((each) => each.id !== one.id);
    for (const [number, what] of Object.entries(one.lines)) {
      const row = rowOf(number);
      row.cells[3].textContent = what;
      row.classList.toggle("done", Boolean(what));
      row.classList.remove("waiting");
    }
    rowOf(numberIn(sent?.text ?? ""))?.classList.remove("waiting");
    if (one.kept) refused = refused.filter((each) => !(/^\s*\d+(\s|$)/.test(each.text) && numberIn(each.text) in one.lines));
    if (one.kept || sent?.text.trim().toLowerCase() === UNDO) say(one.said);
    else if (sent) refused = [...refused, { ...sent, why: one.said }];
  }
  keep();
  showRefused();
};

const send = async () => {
  if (sending || !waiting.length) { show(); return; }
  sending = true;
  let problem = "";
  try {
    const batch = waiting.slice(0, 50);
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify({ walked_on: form.elements.walked_on.value, entries: batch }),
    });
    if (answer.redirected || answer.status === 403) problem = "You are signed out: sign in again in another tab. Nothing is lost.";
    else if (!answer.ok) problem = `The server could not keep it (${answer.status}). It will be sent again.`;
    else { settle(await answer.json()); wait = 1000; }
  } catch { problem = `No connection. ${waiting.length} kept in this browser, to be sent as soon as there is one.`; }
  sending = false;
  show(problem);
  if (problem) { setTimeout(send, wait); wait = Math.min(2 * wait, LONGEST_WAIT); }
  else if (waiting.length) send();
};

form.addEventListener("submit", (event) => {
  const undo = event.submitter?.hasAttribute("formaction");
  const text = undo ? UNDO : field.value.trim();
  if (!text) { event.preventDefault(); field.focus(); return; }
  waiting.push({ id: crypto.randomUUID(), text });
  if (!keep()) { waiting.pop(); return; } // no room in this browser: the form goes to the server as it would without script
  event.preventDefault();
  rowOf(numberIn(text))?.classList.add("waiting");
  if (!undo) {
    field.value = "";
    if (righting) drop(righting); // what was typed instead is on its way, and comes back if it is wrong too
    righting = null;
  }
  tell();
  field.focus();
  send();
});

field.addEventListener("input", () => { if (!field.value.trim()) righting = null; tell(); });
window.addEventListener("online", send);
window.addEventListener("beforeunload", (event) => { if (waiting.length && !keep()) event.preventDefault(); });
document.querySelector("[data-finish]")?.addEventListener("submit", (event) => {
  if (waiting.length) { event.preventDefault(); show("Wait until all of it is kept, or find a connection first."); }
  else if (refused.length) { event.preventDefault(); show(); refusals.scrollIntoView({ block: "nearest" }); refusals.querySelector("button").focus(); }
});
for (const { text } of waiting) rowOf(numberIn(text))?.classList.add("waiting");
showRefused();
tell();
send();
