/* Drafts: a form with data-draft="name" keeps its text on this device until it is sent. */
const forms = document.querySelectorAll("form[data-draft]");

for (const form of forms) {
  const place = `draft:${form.dataset.draft}`;
  const fields = [...form.elements].filter((field) => field.matches("textarea, input[type=text], select[name]"));
  const kept = JSON.parse(localStorage.getItem(place) ?? "{}");
  const words = form.querySelector("[data-draft-words]");

  for (const field of fields) {
    if (!field.value && kept[field.name]) field.value = kept[field.name];
  }

  form.addEventListener("input", () => {
    const now = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    localStorage.setItem(place, JSON.stringify(now));
    if (words) words.hidden = false;
  });

  form.addEventListener("submit", () => localStorage.removeItem(place));
}
