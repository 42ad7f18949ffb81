// The voter's page: put candidates in order without dragging, seal, cast until answered.
import { readForm, sealPaper, toText } from "./ballot-sealing.js";

const UNSENT = "ballot-unsent"; // sealed papers that no server has answered for yet; they go with the tab
const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const make = (kind, text, attributes = {}) => {
  const made = Object.assign(document.createElement(kind), { textContent: text });
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};
const status = (text) => {
  const place = document.querySelector("[data-status]");
  place.hidden = text === "";
  place.textContent = text;
};
const ordinal = (number) => {
  const end = number % 100 > 10 && number % 100 < 14 ? "th" : { 1: "st", 2: "nd", 3: "rd" }[number % 10] ?? "th";
  return `${number}${end}`;
};

const code = document.querySelector("[data-code]");
for (const button of document.querySelectorAll("[data-print]")) { button.hidden = false; button.addEventListener("click", () => print()); }

// ---- one paper
class Paper {
  constructor(fieldset) {
    this.fieldset = fieldset;
    this.key = fieldset.dataset.form;
    this.kind = fieldset.dataset.kind;
    this.names = JSON.parse(fieldset.dataset.text).candidates;
    this.most = JSON.parse(fieldset.dataset.text).most;
    this.title = fieldset.querySelector("legend").textContent;
    this.chosen = [];
    if (this.kind === "rank") this.order();
    else if (this.kind === "several") fieldset.addEventListener("change", () => this.trouble());
  }

  order() {
    const marked = [...this.fieldset.querySelectorAll("input")].filter((each) => each.value.trim() !== "");
    this.chosen = marked.sort((one, other) => one.value - other.value).map((each) => Number(each.dataset.place));
    this.fieldset.querySelector(".marks").remove();
    this.fieldset.querySelector(".how").textContent =
      `Choose your first, then your second, and so on; change the order with the arrows. You may stop where you like. ${this.fieldset.dataset.seats} to be elected. A paper may be left blank.`;
    this.above = make("h3", "Your order");
    this.list = make("ol", "", { class: "order" });
    this.below = make("h3", "");
    this.rest = make("ul", "", { class: "order rest" });
    this.said = make("p", "", { class: "hidden", role: "status" });
    this.fieldset.querySelector(".trouble").before(this.above, this.list, this.below, this.rest, this.said);
    this.show();
  }

  show() {
    this.above.hidden = this.chosen.length === 0;
    this.list.replaceChildren(...this.chosen.map((place, at) => this.ordered(place, at)));
    const left = this.names.map((_, place) => place).filter((place) => !this.chosen.includes(place));
    const full = this.chosen.length >= this.most;
    this.below.textContent = full || left.length === 0 ? "" : `${ordinal(this.chosen.length + 1)} choice?`;
    this.below.textContent = this.below.textContent.replace(/^1st/, "First");
    this.rest.replaceChildren(...(full ? [] : left.map((place) => this.offered(place))));
  }

  ordered(place, at) {
    const row = make("li", "");
    const moves = make("span", "", { class: "moves-one" });
    moves.append(
      this.button("↑", `Move ${this.names[place]} up`, at > 0, () => this.swap(at, at - 1), "up"),
      this.button("↓", `Move ${this.names[place]} down`, at < this.chosen.length - 1, () => this.swap(at, at + 1), "down"),
      this.button("✕", `Take ${this.names[place]} out`, true, () => this.take(at), "out"),
    );
    row.append(make("span", String(at + 1), { class: "place" }), make("span", this.names[place], { class: "name" }), moves);
    return row;
  }

  button(sign, label, works, act, kind) {
    const made = make("button", sign, { type: "button", class: "quiet", "aria-label": label, "data-act": kind });
    made.disabled = !works;
    made.addEventListener("click", act);
    return made;
  }

  offered(place) {
    const row = make("li", "");
    const button = make("button", this.names[place], { type: "button", class: "quiet" });
    button.addEventListener("click", () => {
      const at = [...this.rest.children].indexOf(row);
      this.chosen.push(place);
      this.show();
      this.said.textContent = `${this.names[place]} is your ${ordinal(this.chosen.length)} choice.`;
      (this.rest.children[Math.min(at, this.rest.children.length - 1)] ?? this.list.lastChild).querySelector("button:enabled").focus();
    });
    row.append(button);
    return row;
  }

  swap(from, to) {
    const act = to < from ? "up" : "down";
    [this.chosen[from], this.chosen[to]] = [this.chosen[to], this.chosen[from]];
    this.show();
    this.said.textContent = `${this.names[this.chosen[to]]} is now your ${ordinal(to + 1)} choice.`;
    const row = this.list.children[to];
    (row.querySelector(`[data-act=${act}]:enabled`) ?? row.querySelector("button:enabled")).focus();
  }

  take(at) {
    const [place] = this.chosen.splice(at, 1);
    this.show();
    this.said.textContent = `${this.names[place]} is taken out.`;
    (this.list.children[Math.min(at, this.chosen.length - 1)] ?? this.rest.firstChild).querySelector("button:enabled").focus();
  }

  ranking() {
    if (this.kind === "rank") return this.chosen;
    return [...this.fieldset.querySelectorAll("input:checked")].filter((each) => each.value !== "").map((each) => Number(each.value));
  }

  trouble() {
    const over = this.ranking().length - this.most;
    const text = over > 0 ? `You have chosen ${over} too many: up to ${this.most}.` : "";
    this.fieldset.querySelector(".trouble").textContent = text;
    return text;
  }

  review() {
    const part = make("div", "");
    const marks = this.ranking();
    part.append(make("h3", this.title));
    if (marks.length === 0) part.append(make("p", "Blank: it is counted as cast, and helps nobody."));
    else {
      const list = make(this.kind === "rank" ? "ol" : "ul", "");
      list.append(...marks.map((place) => make("li", this.names[place])));
      part.append(list);
    }
    return part;
  }

  async sealed() {
    return toText(await sealPaper(await readForm(this.fieldset.dataset.text), this.ranking()));
  }
}

// ---- cast: sent again until the server answers; the very same envelopes get the very same receipts
const insist = async (url, options) => {
  for (let wait = 1; ; wait = Math.min(wait * 2, 20)) {
    try {
      const answer = await fetch(url, options);
      if (answer.status < 500) return answer;
      status("The server is not well. Your sealed papers are kept here and sent again…");
    } catch {
      status("No connection. Your sealed papers are kept here and sent as soon as there is one. Leave this page open.");
    }
    await pause(wait);
  }
};

const send = (url, body) => insist(url, { method: "POST", body: new URLSearchParams(body) });
const parse = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

// The token in the page is no longer good where cookies were cleared, or somebody signed in in another tab.
const freshToken = async (url) => {
  const page = await parse(await insist(new URL("..", url), { cache: "no-store" }));
  return page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
};

const giveUp = () => {
  sessionStorage.removeItem(UNSENT);
  status("Your sealed papers could not be handed in: this browser keeps no cookies for this site, or the site refuses the page. Allow cookies, then enter your code again. If your papers were taken before, the next page says that you have voted.");
  document.querySelector("[data-status]").classList.add("error");
  for (const button of document.querySelectorAll("[data-change]")) button.disabled = false;
};

// The same envelopes twice are one vote, so that one refusal of the token may be answered by a second sending; no more.
const deliver = async (url, papers) => {
  const here = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  let answer = await send(url, [["csrfmiddlewaretoken", here], ...papers]);
  if (answer.status === 403) answer = await send(url, [["csrfmiddlewaretoken", await freshToken(url)], ...papers]);
  const page = await parse(answer);
  if (!page.querySelector(".ballot, .narrow")) { giveUp(); return; }
  sessionStorage.removeItem(UNSENT);
  document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
  document.title = page.title;
  window.scrollTo(0, 0);
  for (const button of document.querySelectorAll("[data-print]")) { button.hidden = false; button.addEventListener("click", () => print()); }
  document.querySelector("main h1").focus();
};

const start = (form) => {
  const papers = [...form.querySelectorAll("[data-form]")].map((each) => new Paper(each));
  const review = document.querySelector("[data-review]");
  form.querySelector("button:not([type])").textContent = papers.length > 1 ? "Check your papers" : "Check your paper";
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const troubled = papers.filter((paper) => paper.trouble());
    if (troubled.length) { troubled[0].fieldset.scrollIntoView(); return; }
    document.querySelector("[data-reviewed]").replaceChildren(...papers.map((paper) => paper.review()));
    form.hidden = true;
    review.hidden = false;
    review.focus();
    review.scrollIntoView();
  });
  review.querySelector("[data-change]").addEventListener("click", () => {
    review.hidden = true;
    form.hidden = false;
    form.querySelector("button").focus();
  });
  review.querySelector("[data-cast]").addEventListener("click", async () => {
    for (const button of review.querySelectorAll("button")) button.disabled = true;
    status("Sealing…");
    const body = [["code", form.elements.code.value], ["sealed", "1"]];
    for (const paper of papers) body.push([`paper-${paper.key}`, await paper.sealed()]);
    sessionStorage.setItem(UNSENT, JSON.stringify({ url: form.action, body }));
    status("Casting…");
    await deliver(form.action, body);
  });
};

const ballot = document.querySelector("[data-ballot]");
const unsent = sessionStorage.getItem(UNSENT);
if (unsent && (ballot || code)) {
  const { url, body } = JSON.parse(unsent);
  if (!document.querySelector("[data-status]")) document.querySelector("main").append(make("p", "", { class: "message", role: "status", "data-status": "" }));
  status("Sending your sealed papers…");
  await deliver(url, body);
} else if (ballot && globalThis.crypto?.subtle) start(ballot);
else if (ballot) document.querySelector("[data-insecure]").hidden = false;
