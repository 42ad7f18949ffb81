// Keeps what is typed from a sheet in this browser until the server says that it has it, however long that takes.
"use strict";

const form = document.querySelector("[data-sheet]");
const field = form.elements.typed;
const whose = document.getElementById("whose");
const log = document.querySelector("[data-log]");
const state = document.querySelector("[data-state]");
const doneCount = document.querySelector("[data-done]");
const kept = `groundgame.sheet.${form.dataset.sheet}`;
const LONGEST_WAIT = 30000;
const SHOWN = 4;

let waiting = [];
try { waiting = JSON.parse(localStorage.getItem(kept)) ?? []; } catch { waiting = []; }
let sending = false;
let wait = 1000;

const rowOf = (number) => document.getElementById(`line-${number}`);
const nameOf = (row) => `${row.cells[1].textContent}, ${row.cells[2].textContent}`;

// Returns false where the browser will keep nothing: then it is not cleared from the field before the server has it.
const keep = () => {
  try {
    if (waiting.length) localStorage.setItem(kept, JSON.stringify(waiting));
    else localStorage.removeItem(kept);
    return true;
  } catch { return false; }
};

const say = (text, refused) => {
  const item = document.createElement("li");
  item.textContent = text;
  item.classList.toggle("refused", Boolean(refused));
  if (refused) {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "quiet";
    again.textContent = "Put it right";
    again.addEventListener("click", () => { field.value = refused; field.focus(); item.remove(); tell(); });
    item.append(again);
  }
  log.prepend(item);
  const plain = [...log.children].filter((each) => !each.classList.contains("refused"));
  for (const old of plain.slice(SHOWN)) old.remove();
};

const tell = () => {
  for (const row of document.querySelectorAll(".sheet-lines .now")) row.classList.remove("now");
  const number = field.value.match(/^\s*(\d+)/)?.[1];
  const row = number && rowOf(number);
  whose.classList.toggle("wrong", Boolean(number && !row));
  whose.textContent = row ? nameOf(row) : number ? `There is no line ${number} on this sheet.` : "";
  if (row) { row.classList.add("now"); row.scrollIntoView({ block: "nearest" }); }
};

const show = (problem) => {
  const many = waiting.length;
  state.textContent = problem || (many ? `${many} on the way to the server.` : "All of it is kept.");
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
    say(one.kept ? one.said : `${sent?.text ?? ""}: ${one.said}`, one.kept ? "" : sent?.text ?? " ");
  }
  keep();
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
  const text = undo ? "u" : field.value.trim();
  if (!text) { event.preventDefault(); field.focus(); return; }
  waiting.push({ id: crypto.randomUUID(), text });
  if (!keep()) { waiting.pop(); return; } // no room in this browser: the form goes to the server as it would without script
  event.preventDefault();
  rowOf(text.match(/^\d+/)?.[0])?.classList.add("waiting");
  if (!undo) field.value = "";
  tell();
  field.focus();
  send();
});

field.addEventListener("input", tell);
window.addEventListener("online", send);
window.addEventListener("beforeunload", (event) => { if (waiting.length && !keep()) event.preventDefault(); });
document.querySelector("[data-finish]")?.addEventListener("submit", (event) => {
  if (waiting.length) { event.preventDefault(); show("Wait until all of it is kept, or find a connection first."); }
});
tell();
send();
