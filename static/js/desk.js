/* The desk by keyboard: j k move, c takes, 1 2 3 fill a row, a opens or saves, ? shows the keys.
   Everything here is also a link or a button; without this file nothing is missing but speed. */
const stops = [...document.querySelectorAll("[data-move]")];
const keys = document.querySelector("dialog[data-keys]");
const sheet = document.querySelector("form[data-decide]");

function handle(stop) {
  return stop.matches("a") ? stop : (stop.querySelector("input:checked") ?? stop.querySelector("input"));
}

function present() {
  return stops.findIndex((stop) => stop.contains(document.activeElement));
}

function move(step) {
  const from = present();
  const to = from < 0 ? (step > 0 ? 0 : stops.length - 1) : Math.min(Math.max(from + step, 0), stops.length - 1);
  if (stops[to]) handle(stops[to]).focus();
}

function take() {
  const button = document.querySelector("[data-take-this]");
  if (button) return button.click();
  const row = stops[Math.max(present(), 0)];
  const form = document.querySelector("form[data-take]");
  if (!row?.dataset.claim || !form) return;
  form.action = row.dataset.claim;
  form.requestSubmit();
}

function act() {
  if (sheet) return sheet.requestSubmit(sheet.querySelector(".button--primary"));
  stops[Math.max(present(), 0)]?.click();
}

function fill(number) {
  const row = stops[Math.max(present(), 0)];
  const choice = row?.querySelectorAll("input")[number - 1];
  if (!choice) return;
  choice.click();
  choice.focus();
  if (present() < stops.length - 1) move(1);
}

const ACTS = { j: () => move(1), k: () => move(-1), c: take, a: act, "?": () => keys?.showModal() };

document.addEventListener("keydown", (event) => {
  const isWriting = event.target.closest("textarea, select, input:not([type=radio]), [contenteditable], dialog");
  if (isWriting || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const work = "123".includes(event.key) && sheet ? () => fill(Number(event.key)) : ACTS[event.key];
  if (!work) return;
  event.preventDefault();
  work();
});
