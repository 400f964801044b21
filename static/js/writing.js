/* Keeps what is typed in this browser until the portal has it, and says when it could not be saved. */
const form = document.querySelector("form.writing");
const place = (question) => `writing:${question.dataset.keeps}`;
const controls = (question) =>
  [...question.querySelectorAll("input, textarea, select")].filter((c) => c.name && c.type !== "hidden");
const state = (question) => controls(question).map((c) => [c.name, c.value, c.checked]);

const say = (question, words) => {
  const line = question.querySelector(".save-state .saved") || question.querySelector(".save-state p");
  line.textContent = words;
  line.classList.add("not-saved");
};

const byName = (all) => {
  const places = new Map();
  for (const control of all) places.set(control.name, [...(places.get(control.name) ?? []), control]);
  return places;
};

const putBack = (question) => {
  const kept = localStorage.getItem(place(question));
  if (!kept || kept === JSON.stringify(state(question))) return localStorage.removeItem(place(question));
  const typed = JSON.parse(kept);
  const table = question.querySelector("table[data-open]");
  while (table && controls(question).length < typed.length) addRow(table);
  const places = byName(controls(question));
  for (const [name, value, checked] of typed) {
    const those = places.get(name) ?? [];
    const choices = those.filter((c) => ["radio", "checkbox"].includes(c.type));
    for (const choice of choices) if (choice.value === value) choice.checked = checked;
    /* Of several fields with one name, as in a table, each has its own place. */
    if (!choices.length && those.length) those.shift().value = value;
  }
  say(question, form.dataset.restored);
  question.dispatchEvent(new Event("change", { bubbles: true }));
};

for (const question of form?.querySelectorAll("[data-keeps]") ?? []) {
  question.addEventListener("input", () =>
    localStorage.setItem(place(question), JSON.stringify(state(question))));
  question.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) localStorage.removeItem(place(question));
    else if (![401, 409, 410].includes(event.detail.xhr.status)) say(question, form.dataset.notSaved);
  });
}
/* What depends on other answers is on the page, hidden as long as it is not asked. */
const ask = (asked) => {
  let isMore = false;
  for (const [key, isAsked] of Object.entries(asked)) {
    const question = document.getElementById(`q-${key}`);
    isMore ||= question?.hidden && isAsked;
    if (question) question.hidden = !isAsked;
  }
  return isMore;
};
form?.addEventListener("asked", (event) => {
  if (ask(event.detail.questions)) event.target.closest(".question")?.querySelector(".save-state .saved")?.append(` · ${form.dataset.askedNow}`);
});
/* The whole form reaches the portal too: what it answers is the truth, so nothing is put back over it. */
form?.addEventListener("submit", () => {
  for (const question of form.querySelectorAll("[data-keeps]")) localStorage.removeItem(place(question));
});
const unsaved = () => [...form.querySelectorAll("[data-keeps]")].filter((q) => localStorage.getItem(place(q)));
addEventListener("online", () => unsaved().forEach((q) => q.dispatchEvent(new Event("change"))));
addEventListener("load", () => form && unsaved().forEach(putBack));
