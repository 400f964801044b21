/* Keeps what is typed in this browser until the portal has it, and says when it could not be saved. */
const form = document.querySelector("form.writing");
const place = (question) => `writing:${question.dataset.keeps}`;
const controls = (question) =>
  [...question.querySelectorAll("input, textarea")].filter((c) => c.name && c.type !== "hidden");
const state = (question) => controls(question).map((c) => [c.name, c.value, c.checked]);

const say = (question, words) => {
  const line = question.querySelector(".save-state .saved") || question.querySelector(".save-state p");
  line.textContent = words;
  line.classList.add("not-saved");
};

const putBack = (question) => {
  const kept = localStorage.getItem(place(question));
  if (!kept || kept === JSON.stringify(state(question))) return localStorage.removeItem(place(question));
  for (const [name, value, checked] of JSON.parse(kept)) {
    for (const control of controls(question).filter((c) => c.name === name)) {
      if (["radio", "checkbox"].includes(control.type)) {
        if (control.value === value) control.checked = checked;
      } else control.value = value;
    }
  }
  say(question, form.dataset.restored);
  question.dispatchEvent(new Event("change", { bubbles: true }));
};

for (const question of form?.querySelectorAll("[data-keeps]") ?? []) {
  question.addEventListener("input", () =>
    localStorage.setItem(place(question), JSON.stringify(state(question))));
  question.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) localStorage.removeItem(place(question));
    else if (![401, 409].includes(event.detail.xhr.status)) say(question, form.dataset.notSaved);
  });
}
/* The whole form reaches the portal too: what it answers is the truth, so nothing is put back over it. */
form?.addEventListener("submit", () => {
  for (const question of form.querySelectorAll("[data-keeps]")) localStorage.removeItem(place(question));
});
const unsaved = () => [...form.querySelectorAll("[data-keeps]")].filter((q) => localStorage.getItem(place(q)));
addEventListener("online", () => unsaved().forEach((q) => q.dispatchEvent(new Event("change"))));
addEventListener("load", () => form && unsaved().forEach(putBack));
