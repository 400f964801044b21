/* Keeps what is typed in this browser, with the revision it was typed over, until the portal has it,
   and says when it could not be saved. */
const form = document.querySelector("form.writing");
const place = (question) => `writing:${question.dataset.keeps}`;
const controls = (question) =>
  [...question.querySelectorAll("input, textarea, select")].filter((c) => c.name && c.type !== "hidden");
const isChoice = (control) => ["radio", "checkbox"].includes(control.type);
const state = (question) => controls(question).map((c) => [c.name, c.value, isChoice(c) && c.checked]);
/* What the portal sent: a browser may have put back by itself what was typed before. */
const sentValue = (control) => {
  const options = [...(control.options ?? [])];
  if (options.length) return (options.find((o) => o.defaultSelected) ?? options[0]).value;
  return isChoice(control) ? control.value : control.defaultValue;
};
const given = (question) => controls(question).map((c) => [c.name, sentValue(c), isChoice(c) && c.defaultChecked]);
/* The portal takes spaces away at the ends. */
const isSame = (one, other) => {
  const [first, second] = [one, other].map((all) => JSON.stringify(all?.map(([n, v, c]) => [n, v.trim(), c])));
  return first === second;
};
/* The revision, or the title, that the writer has seen. */
const seen = (question) =>
  question.querySelector('input[type=hidden]:is([name^="base-"], [name="title-seen"])');

const stored = (question) => JSON.parse(localStorage.getItem(place(question)) || "null");
const forget = (question) => localStorage.removeItem(place(question));
const note = (question, more) =>
  localStorage.setItem(place(question), JSON.stringify({ ...stored(question), ...more }));
const keep = (question) =>
  note(question, { base: seen(question)?.value, typed: state(question), sent: false });
const words = (question, about) => question.dataset[about] ?? form.dataset[about];

const say = (question, about) => {
  const line = question.querySelector(".save-state .saved") || question.querySelector(".save-state p");
  line.textContent = words(question, about);
  line.classList.add("not-saved");
};

const byName = (all) => {
  const places = new Map();
  for (const control of all) places.set(control.name, [...(places.get(control.name) ?? []), control]);
  return places;
};

const putBack = (question, found) => {
  const table = question.querySelector("table[data-open]");
  /* Saved over what it was written over: if another saved since, the portal shows both. */
  if (seen(question) && !isSame(found.sending, given(question))) seen(question).value = found.base;
  while (table && controls(question).length < found.typed.length) addRow(table);
  const places = byName(controls(question));
  for (const [name, value, checked] of found.typed) {
    const those = places.get(name) ?? [];
    const choices = those.filter(isChoice);
    for (const choice of choices) if (choice.value === value) choice.checked = checked;
    /* Of several fields with one name, as in a table, each has its own place. */
    if (!choices.length && those.length) those.shift().value = value;
  }
  keep(question);
  say(question, "restored");
  question.dispatchEvent(new Event("change", { bubbles: true }));
};
const compare = (question) => {
  const found = stored(question);
  const hasArrived = found.sent && found.base !== seen(question)?.value;
  if (hasArrived || isSame(found.typed, given(question))) forget(question);
  else putBack(question, found);
};

for (const question of form?.querySelectorAll("[data-keeps]") ?? []) {
  let underWay = null;
  question.addEventListener("input", () => keep(question));
  question.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target !== question) return;
    underWay = state(question);
    if (stored(question)) note(question, { sending: underWay });
  });
  question.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    if (target !== question) return;
    if (!detail.successful) {
      if (![401, 409, 410].includes(detail.xhr.status)) say(question, "notSaved");
    } else if (!isSame(state(question), underWay)) keep(question);
    else if (isSame(stored(question)?.typed, underWay)) forget(question);
  });
  /* Whoever follows the link does without the own text. */
  question.addEventListener("click", ({ target }) => { if (target.closest(".conflict a")) forget(question); });
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
const unsaved = () => [...form.querySelectorAll("[data-keeps]")].filter((q) => localStorage.getItem(place(q)));
/* Whether the whole form has arrived, the next page tells. Without a line it is not sent: the page would be gone. */
form?.addEventListener("submit", (event) => {
  const first = form.querySelector("[data-keeps]");
  if (event.defaultPrevented || !first) return;
  if (navigator.onLine) return unsaved().forEach((question) => note(question, { sent: true }));
  event.preventDefault();
  for (const question of [first, ...unsaved()]) say(question, "notSaved");
});
/* Back by the browser's button the form is alive again. */
addEventListener("pageshow", ({ persisted }) => { if (persisted && form) unsaved().forEach(keep); });
addEventListener("online", () => form && unsaved().forEach((q) => q.dispatchEvent(new Event("change"))));
addEventListener("load", () => form && unsaved().forEach(compare));
