// Keeps parts of a page up to date: [data-poll] asks again every few seconds; [data-keep] stays open when it comes anew.
"use strict";

const fetchPart = async (url) => {
  const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } });
  if (answer.redirected) return null; // to the sign-in page: the session has ended
  return answer.ok || answer.status === 422 ? answer.text() : null;
};

for (const part of document.querySelectorAll("[data-poll]")) {
  // A little apart from each other, so that many screens do not ask at the same moment.
  const wait = Number(part.dataset.seconds) * 1000 * (0.9 + Math.random() * 0.2);
  setInterval(async () => {
    if (document.hidden || part.contains(document.activeElement)) return;
    const text = await fetchPart(part.dataset.poll).catch(() => null);
    part.toggleAttribute("data-stale", text === null);
    if (text !== null && text !== part.innerHTML) part.innerHTML = text;
  }, wait);
}

// What was opened inside a part that is counted anew stays open.
const opened = new Set();
document.addEventListener("toggle", (event) => {
  const name = event.target.dataset?.keep;
  if (name && event.target.isConnected) opened[event.target.open ? "add" : "delete"](name);
}, true);
document.addEventListener("htmx:afterSwap", () => {
  for (const part of document.querySelectorAll("[data-keep]")) part.open = opened.has(part.dataset.keep);
});

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = "Copied";
  });
}
