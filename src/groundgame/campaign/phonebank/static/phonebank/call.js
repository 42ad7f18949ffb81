// Makes the caller's screen quicker; everything on it works without. Keys, a save that survives a bad connection, and holding on to the elector.
"use strict";

const KEYS_OFF = "phonebank-keys-off";
const UNSENT = "phonebank-unsent-"; // and the event's id: kept until the server has answered for that very call
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const typing = (target) => target.closest("input:not([type=radio]), textarea, select") !== null;
const caller = () => document.querySelector("meta[name=caller]").content;
const statusPlace = () => {
  const place = document.querySelector("[data-status]");
  if (place) return place;
  document.querySelector("main").insertAdjacentHTML("afterbegin", '<p class="message" role="status" data-status></p>');
  return document.querySelector("[data-status]");
};
const status = (text) => { statusPlace().textContent = text; };

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

// Saved, or refused with a reason: only then is it no longer kept. A form out of date (403) or a sign-in page is neither.
const settled = (answer, url) => answer.status === 409 || answer.status === 422 || (answer.redirected && answer.url === new URL("..", url).href);
const signedOut = (answer) => answer.redirected && !new URL(answer.url).pathname.startsWith("/phonebank/");

const freshToken = async (url) => {
  const answer = await fetch(new URL("../..", url)).catch(() => null);
  if (!answer || signedOut(answer)) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? null;
};

const deliver = async (key) => {
  const { url, body } = JSON.parse(localStorage.getItem(key));
  let answer = await send(url, body);
  const token = answer.status === 403 && !answer.redirected ? await freshToken(url) : null;
  if (token) answer = await send(url, body.map(([name, value]) => [name, name === "csrfmiddlewaretoken" ? token : value]));
  if (settled(answer, url)) localStorage.removeItem(key);
  return answer;
};

const show = async (answer) => {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  if (signedOut(answer)) {
    const there = new URL(answer.url);
    if (there.searchParams.has("next")) there.searchParams.set("next", location.pathname);
    location.assign(there);
    return;
  }
  if (!main) { location.reload(); return; }
  document.querySelector("main").replaceWith(document.adoptNode(main));
  document.title = page.title;
  if (answer.redirected) history.replaceState(null, "", answer.url);
  window.scrollTo(0, 0);
  start();
  document.querySelector("main h1")?.focus();
};

const submit = async (form, button) => {
  const body = [...new FormData(form, button)];
  const url = button && button.hasAttribute("formaction") ? button.formAction : form.action;
  const saving = url === form.action && form.matches("[data-call]");
  leaving.abort();
  for (const each of form.querySelectorAll("button")) each.disabled = true;
  if (!saving) { await show(await send(url, body)); return; }
  body.find((pair) => pair[0] === "happened_at")[1] = new Date().toISOString();
  const key = UNSENT + form.elements.event.value;
  localStorage.setItem(key, JSON.stringify({ caller: caller(), url, body }));
  status("Saving…");
  await show(await deliver(key));
};

// What an earlier page could not send: only the same person's, whoever else has used this browser since.
const resume = async () => {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(UNSENT))) {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept.caller !== caller()) continue;
    status("Sending the call that was not sent…");
    const answer = await deliver(key);
    if (localStorage.getItem(key) !== null) { status("A call is kept here that could not be saved. Sign in again, or ask the organiser."); continue; }
    const held = document.querySelector("[data-call]")?.elements.token.value;
    if (held && kept.body.some(([name, value]) => name === "token" && value === held)) await show(answer);
    status(answer.redirected ? "The call that was not sent is saved now." : "The call that was not sent was refused: it was saved before, or is not yours.");
  }
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
  const dialled = event.target.closest("[data-number]");
  if (dialled) for (const radio of document.querySelectorAll("input[type=radio][name=number]")) radio.checked = radio.value === dialled.dataset.number;
  if (!event.target.closest("[data-keys]")) return;
  if (keysOn()) localStorage.setItem(KEYS_OFF, "1"); else localStorage.removeItem(KEYS_OFF);
  markKeys();
});

// ---- holding on to the elector while the page is open; asking again where there was nobody
let timers = [];
let leaving = new AbortController(); // what is asked for a call ends with it
const renew = async () => {
  const form = document.querySelector("[data-call]");
  if (!form) return;
  const body = new URLSearchParams([...new FormData(form)]);
  const answer = await fetch(form.dataset.renew, { method: "POST", body, signal: leaving.signal }).catch(() => null);
  if (answer && answer.status === 409 && form.isConnected) status((await answer.json()).gone);
};
document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });

const start = () => {
  timers.forEach(clearInterval);
  timers = [];
  leaving = new AbortController();
  markKeys();
  const call = document.querySelector("[data-call]");
  if (call) timers.push(setInterval(renew, Math.max(30, Number(call.dataset.minutes) * 60 / 3) * 1000));
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
renew(); // the page may have slept, or been opened again late
resume();
