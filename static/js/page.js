/* What every page gets. Nothing here is needed to read, ask, answer or confirm. */

/* Fold: on phones long parts close behind their own heading; on a desktop they are plain text */
const phone = matchMedia("(width < 860px)");

function fold(part) {
  if (part.matches("details")) {
    part.open = !phone.matches;
    return;
  }
  const head = part.querySelector(":scope > .fold__head");
  const body = part.querySelector(":scope > .fold__body");
  const title = head.querySelector("h2, h3") ?? head;
  if (phone.matches && !title.querySelector(".fold__button")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fold__button";
    button.setAttribute("aria-expanded", "false");
    button.append(...title.childNodes);
    button.addEventListener("click", () => {
      const opens = button.getAttribute("aria-expanded") === "false";
      button.setAttribute("aria-expanded", String(opens));
      body.hidden = !opens;
    });
    title.append(button);
    body.hidden = !part.contains(document.querySelector(":target"));
    button.setAttribute("aria-expanded", String(!body.hidden));
  } else if (!phone.matches) {
    title.querySelector(".fold__button")?.replaceWith(...title.querySelector(".fold__button").childNodes);
    body.hidden = false;
  }
}

function foldAll() {
  document.querySelectorAll("[data-fold]").forEach(fold);
}

phone.addEventListener("change", foldAll);
foldAll();

/* Menus: open one at a time, closed by Escape and by a tap elsewhere */
document.addEventListener("click", (event) => {
  document.querySelectorAll(".menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll(".menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

/* Toasts: say a thing in the live region of the page; it goes when it is clicked, not on a clock */
export function say(words) {
  const toast = document.createElement("div");
  toast.className = "toast";
  toast.textContent = words;
  document.getElementById("toasts").replaceChildren(toast);
}

document.getElementById("toasts")?.addEventListener("click", (event) => {
  if (!event.target.closest("a, form")) event.target.closest(".toast")?.remove();
});

/* Copy link: <button data-copy="address" data-copied="words"> */
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(new URL(button.dataset.copy || location.href, location.href).href);
  say(button.dataset.copied);
});

document.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));

/* Parts: what is not needed to read the page comes by a second, small request */
document.querySelectorAll("[data-part]").forEach(async (place) => {
  const answer = await fetch(place.dataset.part).catch(() => null);
  if (!answer?.ok) return;
  const part = document.createElement("div");
  part.innerHTML = await answer.text();
  part.querySelectorAll("li").forEach((row) => {
    if (row.querySelector("a")?.pathname === location.pathname) row.remove();
  });
  if (part.querySelector("li")) place.replaceChildren(...part.childNodes);
});
