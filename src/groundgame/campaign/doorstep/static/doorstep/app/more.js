// What this telephone holds, and the pages it shows where it cannot show the walk.
import { doorsWaiting } from "./board.js";
import { count, h, hour } from "./dom.js";
import { phone, unsent } from "./phone.js";
import { standing, syncNow } from "./sync.js";

export const morePage = ({ words, finish }) => {
  const refused = [...phone.contacts.values()].filter((each) => each.state === "refused");
  return [
    h("p", { class: "back" }, h("a", { id: "back", href: "#/" }, "‹ All doors")), h("h1", { tabindex: -1 }, "This phone"),
    h("dl", { class: "facts" },
      h("dt", {}, "Name"), h("dd", {}, phone.device.name), h("dt", {}, "Saving"), h("dd", {}, words(), standing.trouble ? `: ${standing.trouble}` : ""),
      h("dt", {}, "Opens without signal until"), h("dd", {}, phone.keys ? hour(Math.min(phone.keys.until, Date.parse(phone.device.expires_at))) : "it has had signal"),
      Math.abs(phone.device.offset_ms ?? 0) > 120_000 ? [h("dt", {}, "Clock"), h("dd", {}, `This phone’s clock is ${Math.round(Math.abs(phone.device.offset_ms) / 60_000)} minutes ${phone.device.offset_ms > 0 ? "slow" : "fast"}. Times are put right when they are saved.`)] : []),
    refused.length ? [h("h2", {}, "Not taken by the site"), h("ul", {}, refused.map((each) => h("li", {}, each.why)))] : [],
    h("p", {}, h("button", { id: "now", type: "button", class: "quiet", onclick: () => syncNow() }, "Send and fetch now")),
    h("h2", {}, "Done with this walk?"),
    h("p", {}, "Everything that is not sent yet is sent, and the walk, its people and its keys are removed from this phone. Once nobody else carries the walk it is back, and doors that nobody knocked can be given to others."),
    h("p", {}, h("button", { id: "finish", type: "button", class: "danger big", onclick: () => finish(true) }, "Finish the walk and clear this phone")),
    h("p", {}, "You go on with it another time, or on another phone?"),
    h("p", {}, h("button", { id: "clear", type: "button", class: "quiet big", onclick: () => finish(false) }, "Only clear this phone")),
    h("p", { class: "small" }, "You see these people because the organiser of this round gave you this walk. Names and addresses come from the electoral register, for electoral purposes alone: do not copy or keep them."),
  ];
};

// The site does not know this telephone: nothing can be handed in from it, and it is for its volunteer to say that it may go.
const clearing = (clear) => h("details", {}, h("summary", {}, "Clear this phone"), h("p", {}, `What waits here is lost then: ${count(Math.max(unsent().length, phone.sealed), "contact")}. Write it down first, or ask the organiser.`),
  h("button", { type: "button", class: "danger big", onclick: clear }, "Clear it for good"));

const why = () => {
  if (standing.unknown) return ["The site does not know this phone", "The people of the walk are removed from it. What it has not sent is kept here, sealed. Tell the organiser, and try again later."];
  if (!phone.keys) return ["This walk is locked", "This phone has been without signal for too long to open it. What you recorded is safe here, sealed. Go where there is signal for a moment."];
  if (phone.keys.people) return ["The doors are still to come", "The signal was lost before this phone had them. They are fetched by themselves as soon as there is some: stay where there is, or tap."];
  const kept = doorsWaiting() || unsent().length;
  return ["This walk is over", `Its people are removed from this phone. ${kept ? `${count(kept, "door")} still wait here, sealed: they are sent as soon as there is signal.` : ""}`];
};

export const waitingPage = ({ again, clear }) => {
  const [title, sentence] = why();
  return [
    h("h1", { tabindex: -1 }, title), h("p", { class: "lead" }, sentence),
    h("p", {}, h("button", { type: "button", class: "big", onclick: again }, "Try again")),
    standing.unknown ? clearing(clear) : null,
  ];
};
