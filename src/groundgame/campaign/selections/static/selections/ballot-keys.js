// A scrutineer's page: make a key pair that stays here, and open shares with it after the close.
import { fromText, makeKeyFile, openShare, readForm, readKeyFile, toText } from "./ballot-sealing.js";

const AT_ONCE = 500;
const page = document.querySelector("[data-scrutineer]");
const status = (text, bad = false) => {
  const place = page.querySelector("[data-status]");
  place.hidden = false;
  place.classList.toggle("error", bad);
  place.textContent = text;
};
const token = (form) => form.elements.csrfmiddlewaretoken.value;
const save = (name, text) => {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // a browser that is busy reads it only later
};

const make = async (form) => {
  const { file, publicKey } = await makeKeyFile();
  save(page.dataset.keyFile, file);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token(form), key: toText(publicKey) }) });
  const said = await answer.json();
  if (!answer.ok) { status(said.refused, true); return; }
  const fingerprint = page.querySelector("[data-fingerprint]");
  fingerprint.textContent = said.fingerprint;
  fingerprint.parentElement.replaceChildren("Fingerprint: ", fingerprint, ". Read it to the other scrutineers, and compare it with what they see.");
  form.querySelector("button").textContent = "Make a new key, in place of the old one";
  status("Your key is made, and the file is with your downloads. Copy it to a second place now. If your browser saved no file, make a new key.");
};

const open = async (form) => {
  const key = await readKeyFile(await form.querySelector("[type=file]").files[0].text());
  const texts = JSON.parse(document.querySelector("#forms").textContent);
  const forms = new Map();
  for (const [pk, text] of Object.entries(texts)) forms.set(Number(pk), await readForm(text));
  const progress = page.querySelector("progress");
  progress.hidden = false;
  let said;
  for (let waiting = progress.max; waiting > 0;) {
    const sealed = await (await fetch(form.dataset.sealed)).json();
    const shares = {};
    for (const [receipt, formKey, text] of sealed.papers.slice(0, AT_ONCE)) {
      const share = await openShare(fromText(text), forms.get(formKey), key);
      shares[receipt] = share ? toText(share) : "";
    }
    const answer = await fetch(form.action, { method: "POST", body: JSON.stringify(shares), headers: { "Content-Type": "application/json", "X-CSRFToken": token(form) } });
    said = await answer.json();
    if (!answer.ok) throw new Error(said.refused);
    waiting = said.waiting;
    progress.value = progress.max - waiting;
    status(waiting > 0 ? `${progress.max - waiting} of ${progress.max} opened…` : said.open ? "All your shares are open, and so are the papers." : "All your shares are open. The papers open when enough scrutineers have opened theirs.");
  }
  if (said.empty > 0) status(`${said.empty} of your shares did not open. Load the page again to take them back, and try your other key files.`, true);
  form.hidden = true;
};

// Pressed before this script is there, a button would send the form as it stands: it waits.
const when = (form, act) => {
  const button = form?.querySelector("button");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    try { await act(form); } catch (error) { status(error instanceof SyntaxError || error instanceof TypeError ? "This is not a scrutineer's key file, or the connection was lost. Try again." : error.message, true); }
    button.disabled = false;
  });
  if (button) button.disabled = false;
};

if (globalThis.crypto?.subtle) {
  when(page.querySelector("[data-make]"), make);
  when(page.querySelector("[data-open]"), open);
} else page.querySelector("[data-insecure]").hidden = false;
