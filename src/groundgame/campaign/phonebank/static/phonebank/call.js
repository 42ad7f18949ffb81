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

// ---- the elector on the page, and the one after, who was fetched ahead
let waiting = null; // { token, title, html, until }: shown without asking as long as the lease surely holds
const SURE_SECONDS = 60;
const clock = () => performance.now() / 1000;
const form = () => document.querySelector("[data-call]");
const shownToken = () => form()?.elements.token?.value ?? "";
const keep = (part) => { waiting = part ? { ...part, until: clock() + part.seconds } : null; };

const enable = (call, yes) => { for (const each of call.querySelectorAll("button:not([data-none])")) each.disabled = !yes; };
const display = (part) => {
  const call = form();
  leaving.abort();
  call.querySelector("[data-elector]").innerHTML = part.html;
  for (const each of call.querySelectorAll("details")) each.open = false;
  enable(call, true);
  call.elements.call_back.selectedIndex = 0;
  call.elements.call_back_at.value = "";
  document.title = part.title;
  window.scrollTo(0, 0);
  start();
  call.querySelector("h1").focus();
};

const isParts = (answer) => !answer.redirected && (answer.headers.get("Content-Type") ?? "").startsWith("application/json");

// What the server says the page is to show now, and who comes after; `moved` tells that the page went on already.
const follow = async (parts, moved) => {
  const said = parts.refused ?? parts.notices?.join(" ");
  if (said) asked = ""; // what was asked about is asked again
  if (said || !asked) status(said ?? "");
  await goOn(parts, moved);
};
const goOn = async (parts, moved) => {
  if (parts.refused) { if (!moved) await showPage(); return; }
  if (!parts.now || !form()) { waiting = null; await showPage(); return; }
  if (parts.now.token !== shownToken()) {
    const lost = moved && parts.now.html;
    display(parts.now.html ? parts.now : waiting);
    if (lost) status("The elector you saw went to somebody else. Here is the next.");
  }
  keep(parts.ahead);
};

const fetchAhead = async () => {
  const call = form();
  if (!call || unsent().length) return;
  const body = [["csrfmiddlewaretoken", call.elements.csrfmiddlewaretoken.value], ["shown", shownToken()]];
  const answer = await fetch(call.dataset.next, { method: "POST", body: new URLSearchParams(body), signal: leaving.signal }).catch(() => null);
  // The page asked by itself: what it said of the call before stays to be read.
  if (answer && answer.ok && isParts(answer) && call.isConnected) await goOn(await answer.json(), true);
};

// ---- saving: sent again until the server answers; the event's own id makes a second arrival harmless
const unsent = () => Object.keys(localStorage).filter((name) => name.startsWith(UNSENT));
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
const settled = (answer, url) => isParts(answer) || answer.status === 409 || answer.status === 422 || (answer.redirected && answer.url === new URL("..", url).href);
const signedOut = (answer) => answer.redirected && !new URL(answer.url).pathname.startsWith("/phonebank/");

const freshToken = async (url) => {
  const answer = await fetch(new URL("../..", url)).catch(() => null);
  if (!answer || signedOut(answer)) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? null;
};

const deliver = async (key, { url, body }) => {
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
  waiting = null;
  document.querySelector("main").replaceWith(document.adoptNode(main));
  document.title = page.title;
  if (answer.redirected) history.replaceState(null, "", answer.url);
  window.scrollTo(0, 0);
  start();
  tellSaved(saved);
  fetchAhead();
  document.querySelector("main h1")?.focus();
};

const showPage = async () => {
  const said = document.querySelector("[data-status]")?.textContent;
  const answer = await fetch(location.href).catch(() => null);
  if (answer) await show(answer);
  if (said) status(said);
};

// One after the other: the second call of a caller without a connection is of the elector that the first one's save makes theirs.
let outbox = Promise.resolve();
const inTurn = (work) => { outbox = outbox.then(work, work); return outbox; };

const remember = (key, kept) => {
  kept.at ??= Date.now();
  try { localStorage.setItem(key, JSON.stringify(kept)); } catch { status("This browser keeps nothing: stay on this page until the call is saved."); }
};

const submit = async (call, button) => {
  const other = button && button.hasAttribute("formaction");
  if (call.matches("[data-call]") && !isMeant(call, button)) return;
  const url = other ? button.formAction : call.action;
  const next = waiting && waiting.until - clock() > SURE_SECONDS ? waiting : null;
  const body = [...new FormData(call, button)];
  leaving.abort();
  if (!call.matches("[data-call]") || (other && !button.dataset.key)) { // anything but saving and skipping gives a page
    enable(call, false);
    await show(await send(url, body));
    return;
  }
  body.push(["shown", next?.token ?? ""]);
  body.find((pair) => pair[0] === "happened_at")[1] = new Date().toISOString();
  if (other) {
    enable(call, false);
    await answered(await send(url, body), false);
    return;
  }
  const key = UNSENT + call.elements.event.value;
  const kept = { caller: caller(), url, body };
  const told = toldOf(call, button);
  remember(key, kept);
  tellSaved(null);
  if (next) { waiting = null; display(next); } else enable(call, false);
  status(next ? "" : "Saving…");
  await inTurn(async () => {
    const answer = await deliver(key, kept);
    if (isParts(answer) && answer.ok) tellSaved(told);
    await answered(answer, next !== null && shownToken() === next.token);
  });
};

const answered = async (answer, moved) => (isParts(answer) ? follow(await answer.json(), moved) : show(answer));

// What somebody said does not lie in a browser for ever: whoever never came back to send it will not.
const KEPT_DAYS = 14;
const letGo = () => {
  for (const key of unsent()) {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept.at === undefined) remember(key, kept);
    else if (Date.now() - kept.at > KEPT_DAYS * 864e5) localStorage.removeItem(key);
  }
};

// What an earlier page could not send: only the same person's, whoever else has used this browser since.
const resume = async () => {
  letGo();
  for (const key of unsent()) {
    const kept = JSON.parse(localStorage.getItem(key));
    if (kept.caller !== caller()) continue;
    status("Sending the call that was not sent…");
    const answer = await deliver(key, kept);
    if (localStorage.getItem(key) !== null) { status("A call is kept here that could not be saved. Sign in again, or ask the organiser."); continue; }
    const said = isParts(answer) ? (await answer.json()).refused : answer.redirected ? "" : "refused";
    const held = shownToken();
    if (held && kept.body.some(([name, value]) => name === "token" && value === held)) await showPage();
    status(said === undefined || said === "" ? "The call that was not sent is saved now." : "The call that was not sent was refused: it was saved before, or is not yours.");
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

const keyed = (key) => [...document.querySelectorAll("[data-key]")].filter((each) => each.dataset.key === key.toLowerCase());
document.addEventListener("keydown", (event) => {
  if (event.repeat) { // a key that is held down is one press
    if (!typing(event.target) && (event.key === "Enter" || keyed(event.key).length)) event.preventDefault();
    return;
  }
  if (!keysOn() || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const opened = document.querySelector("details[data-key][open]");
  if (event.key === "Escape" && opened) { opened.open = false; opened.firstElementChild.focus(); return; }
  const wanted = keyed(event.key);
  const target = wanted.find((each) => opened && each.dataset.within && opened.contains(each)) || wanted.find((each) => !each.dataset.within);
  if (!target || target.disabled) return;
  event.preventDefault();
  if (target.matches("details")) {
    if (opened && opened !== target) opened.open = false;
    target.open = !target.open;
    target.querySelector(target.open ? "button, select" : "summary").focus();
  }
  else { target.focus(); target.click(); }
});

document.addEventListener("click", (event) => {
  const dialled = event.target.closest("[data-number]");
  if (dialled) for (const radio of document.querySelectorAll("input[type=radio][name=number]")) radio.checked = radio.value === dialled.dataset.number;
  if (!event.target.closest("[data-keys]")) return;
  if (keysOn()) localStorage.setItem(KEYS_OFF, "1"); else localStorage.removeItem(KEYS_OFF);
  markKeys();
});

// ---- a dialler, where there is one: it rings the caller, and then the elector on the page
const dialler = () => document.querySelector("[data-dialler]");
const tell = ({ said, refused, going }) => {
  const place = dialler();
  if (!place) return;
  place.querySelector("[data-going-said]").textContent = refused ?? said ?? "";
  place.querySelector("[data-end]").hidden = !going;
  place.querySelector("[data-ring]").disabled = Boolean(going);
  clearTimeout(place.again);
  if (going) place.again = setTimeout(() => ask(place.dataset.going), 3000);
};
const ask = async (url, more = []) => {
  const call = form();
  if (!call) return;
  const body = [["csrfmiddlewaretoken", call.elements.csrfmiddlewaretoken.value], ["token", shownToken()], ...more];
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(body) }).catch(() => null);
  if (answer && isParts(answer)) tell(await answer.json());
};
document.addEventListener("click", (event) => {
  const place = event.target.closest("[data-dialler]");
  if (!place) return;
  const number = new FormData(form()).get("number") ?? "";
  if (event.target.matches("[data-ring]")) ask(place.dataset.dial, [["own", place.querySelector("#own").value], ["number", number]]);
  if (event.target.matches("[data-end]")) ask(place.dataset.going, [["end", "1"]]);
});

// ---- holding on to the elector while the page is open; asking again where there was nobody
let timers = [];
let leaving = new AbortController(); // what is asked for a call ends with it
const renew = async () => {
  const call = form();
  if (!call || unsent().length) return;
  const body = new URLSearchParams([...new FormData(call)]);
  const answer = await fetch(call.dataset.renew, { method: "POST", body, signal: leaving.signal }).catch(() => null);
  if (answer && answer.status === 409 && call.isConnected) status((await answer.json()).gone);
  if (answer && answer.ok) await fetchAhead();
};
document.addEventListener("visibilitychange", () => { if (!document.hidden) renew(); });

const start = () => {
  timers.forEach(clearInterval);
  timers = [];
  leaving = new AbortController();
  justShown();
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
resume().then(renew); // the page may have slept, or been opened again late
