// Typing a marked register without waiting: a line is kept on this device until the server has answered for it.
"use strict";

const form = document.querySelector(".typing");
const input = form.elements.numbers;
const unsent = document.querySelector("[data-unsent]");
const KEY = `marked ${form.dataset.person} ${location.search}`;
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const kept = () => JSON.parse(localStorage.getItem(KEY) || "[]");
const keep = (lines) => (lines.length ? localStorage.setItem(KEY, JSON.stringify(lines)) : localStorage.removeItem(KEY));
const newId = () => {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // plain HTTP has no randomUUID
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

const say = (text) => {
  const waiting = kept().map((line) => line.numbers).join(" · ");
  unsent.textContent = `${text} Not sent yet: ${waiting}`;
  unsent.hidden = false;
};

const send = async (line) => {
  const body = new URLSearchParams({ ...line, csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  const answer = await fetch(location.href, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.redirected) throw new Error("You are signed out. Sign in in another window; then this page sends on.");
  if (answer.status === 422) return page.querySelector("#refused")?.textContent ?? "The line was refused.";
  if (!answer.ok) throw new Error("The server did not take it. It is sent again.");
  document.querySelector("[data-state]").replaceChildren(...page.body.childNodes);
  return "";
};

let sending = false;
const sendAll = async () => {
  if (sending) return;
  sending = true;
  for (let wait = 1; kept().length; ) {
    try {
      const refusal = await send(kept()[0]);
      const [line, ...rest] = kept();
      keep(rest);
      unsent.hidden = !refusal;
      if (refusal) unsent.textContent = `${refusal} (${line.numbers})`;
      wait = 1;
    } catch (error) {
      say(error instanceof TypeError ? "No connection. Type on: it is sent as soon as there is one." : error.message);
      await pause(wait);
      wait = Math.min(wait * 2, 15);
    }
  }
  sending = false;
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const numbers = input.value.trim();
  if (!numbers) return;
  keep([...kept(), { line: newId(), numbers }]);
  input.value = "";
  input.removeAttribute("aria-invalid");
  document.querySelector("#refused")?.remove();
  sendAll();
});
addEventListener("online", sendAll);
sendAll();
