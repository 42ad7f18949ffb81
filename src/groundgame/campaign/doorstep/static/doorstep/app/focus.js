// Pages are made anew under whoever uses the keyboard, who must not lose their place by it.
const main = document.querySelector("main");

// What has the focus, so that it can have it again when the page under it is made anew.
export const focusNow = () => {
  const element = main.contains(document.activeElement) ? document.activeElement : null;
  const line = element?.closest("li[data-line]")?.dataset.line;
  if (line) return `li[data-line="${line}"] ${element.matches(".notin") ? ".notin" : "a"}`;
  return element?.id ? `#${element.id}` : element?.matches("h1") ? "h1" : null;
};
export const focusOn = (selector) => {
  const element = selector && main.querySelector(selector);
  element?.focus({ preventScroll: true });
  return Boolean(element);
};

// Where the keyboard goes when the line that it is on leaves the list.
export const nextDoor = () => {
  const line = document.activeElement?.closest("li[data-line]");
  const lines = [...document.querySelectorAll("li[data-line]")];
  const at = lines.indexOf(line);
  return at < 0 ? null : (lines[at + 1] ?? lines[at - 1])?.dataset.line;
};
