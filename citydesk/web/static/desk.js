// Keys at the desk: every one presses a button or follows a link that is there for everyone else too.
const KEYS = { x: "x", p: "p", l: "l", e: "e", U: "up", D: "down" };

const entries = () => [...document.querySelectorAll("#desk article.entry")];
const current = () => document.activeElement?.closest?.("article.entry") ?? null;

function step(by) {
  const all = entries();
  if (!all.length) return;
  const at = all.indexOf(current());
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1);
  all[next].focus();
  all[next].scrollIntoView({ block: "nearest" });
}

function press(key) {
  const within = key === "u" ? document : current();
  const found = within?.querySelector(`[data-key="${KEYS[key] ?? key}"]`);
  if (found) found.click();
  return Boolean(found);
}

document.addEventListener("keydown", (event) => {
  const isWriting = event.target.closest?.("input, textarea, select");
  if (isWriting || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "?") document.querySelector("details.keys").open = true;
  else if (event.key !== "u" && !(event.key in KEYS)) return;
  else if (!press(event.key)) return;
  event.preventDefault();
});

// After a change the same story, or the one that took its place, stays in hand.
let story = null;
let index = -1;
document.addEventListener("htmx:beforeRequest", () => {
  story = current()?.dataset.story ?? null;
  index = entries().indexOf(current());
});
document.addEventListener("htmx:afterSettle", () => {
  const alert = document.querySelector("#desk [role=alert]");
  if (alert) alert.scrollIntoView({ block: "nearest" });
  if (current() || index < 0) return;
  const all = entries();
  (all.find((one) => one.dataset.story === story) ?? all[Math.min(index, all.length - 1)])?.focus();
});
