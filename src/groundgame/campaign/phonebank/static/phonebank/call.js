// Makes the caller's screen quicker; everything on it works without. Keys, a save that survives a bad connection, and holding on to the elector.
"use strict";

const KEYS_OFF = "phonebank-keys-off";
const UNSENT = "phonebank-unsent";
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const typing = (target) => target.closest("input:not([type=radio]), textarea, select") !== null;
const status = (text) => { const place = document.querySelector("[data-status]"); if (place) place.textContent = text; };

// ---- saving: sent again until the server answers; the event's own id makes a second arrival harmless
const send = async (url, body) => {
  for (let wait = 1; ; wait = Math.min(wait * 2, 30)) {
    try {
      const answer = await fetch(url, { method: "POST", body: new URLSearchParams(body), headers: { "X-Requested-With": "fetch" } });
      if (answer.status < 500) return answer;
      status("The server is not well. Your call is kept here and sent again…");
    } catch {
      status("No connection. Your call is kept here and sent as soon as there is one…");
    }
    await pause(wait);
  }
};

const show = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  document.title = page.title;
  if (answer.redirected) history.replaceState(null, "", answer.url);
  window.scrollTo(0, 0);
  start();
  document.querySelector("main h1").focus();
};

const submit = async (form, button) => {
  const body = [...new FormData(form, button)];
  const url = button && button.hasAttribute("formaction") ? button.formAction : form.action;
  const saving = url === form.action && form.matches("[data-call]");
  if (saving) {
    body.find((pair) => pair[0] === "happened_at")[1] = new Date().toISOString();
    sessionStorage.setItem(UNSENT, JSON.stringify([url, body]));
    status("Saving…");
  }
  for (const each of form.querySelectorAll("button")) each.disabled = true;
  const answer = await send(url, body);
  if (saving) sessionStorage.removeItem(UNSENT);
  await show(answer);
};

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-call], [data-again]")) return;
  event.preventDefault();
  submit(event.target, event.submitter);
});

// ---- keys
const keysOn = () => localStorage.getItem(KEYS_OFF) === null;
const markKeys = () => {
  const fine = matchMedia("(hover: hover) and (pointer: fine)").matches;
  document.body.classList.toggle("keys", keysOn() && fine);
  for (const button of document.querySelectorAll("[data-keys]")) {
    button.hidden = !fine;
    button.setAttribute("aria-pressed", String(keysOn()));
    button.querySelector("span").textContent = keysOn() ? "on" : "off";
  }
};

document.addEventListener("keydown", (event) => {
  if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const reasons = document.querySelector("details.reasons");
  if (event.key === "Escape" && reasons && reasons.open) { reasons.open = false; reasons.firstElementChild.focus(); return; }
  const within = reasons && reasons.open;
  const wanted = [...document.querySelectorAll("[data-key]")].filter((each) => each.dataset.key === event.key.toLowerCase());
  const target = wanted.find((each) => Boolean(each.dataset.within) === Boolean(within)) || wanted.find((each) => !each.dataset.within);
  if (!target || target.disabled) return;
  event.preventDefault();
  if (target.matches("details")) { target.open = !target.open; target.querySelector(target.open ? "button" : "summary").focus(); }
  else { target.focus(); target.click(); }
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-keys]")) return;
  if (keysOn()) localStorage.setItem(KEYS_OFF, "1"); else localStorage.removeItem(KEYS_OFF);
  markKeys();
});

// ---- holding on to the elector while the page is open; asking again where there was nobody
let timers = [];
const renew = async (form) => {
  const body = new FormData(form);
  const answer = await fetch(form.dataset.renew, { method: "POST", body: new URLSearchParams([...body]) }).catch(() => null);
  if (answer && answer.status === 409) status((await answer.json()).gone);
};

const start = () => {
  timers.forEach(clearInterval);
  timers = [];
  markKeys();
  const call = document.querySelector("[data-call]");
  if (call) timers.push(setInterval(renew, Math.max(30, Number(call.dataset.minutes) * 60 / 3) * 1000, call));
  const again = document.querySelector("[data-again]");
  if (again) timers.push(setInterval(() => { if (!document.hidden) again.requestSubmit(); }, (Number(again.dataset.again) * (0.8 + Math.random() * 0.4)) * 1000));
  const reload = document.querySelector("[data-reload]");
  if (reload) timers.push(setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(reload.href).catch(() => null);
    if (answer) await show(answer);
  }, Number(reload.dataset.reload) * 1000));
};

start();
const unsent = sessionStorage.getItem(UNSENT);
if (unsent !== null && document.querySelector("[data-call]")) {
  status("Sending the call that was not sent…");
  send(...JSON.parse(unsent)).then((answer) => { sessionStorage.removeItem(UNSENT); return show(answer); });
}
