// Keeps a part of a page up to date while something is going on: [data-poll] is asked again every few seconds.
"use strict";

for (const part of document.querySelectorAll("[data-poll]")) {
  // A little apart from each other, so that a thousand telephones do not ask at the same moment.
  const wait = Number(part.dataset.seconds) * 1000 * (0.9 + Math.random() * 0.2);
  setInterval(async () => {
    if (document.hidden || part.contains(document.activeElement)) return;
    const answer = await fetch(part.dataset.poll).catch(() => null);
    if (!answer?.ok) return;
    const text = await answer.text();
    if (text.trim() !== part.dataset.shown) part.innerHTML = text;
    part.dataset.shown = text.trim();
  }, wait);
}
