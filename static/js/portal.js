/* Everything works without this file. It only makes three things kinder. */

/* A deadline also says what the reader's own clock will show. */
for (const place of document.querySelectorAll("[data-own-time]")) {
  const moment = new Date(place.dataset.ownTime);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone === place.dataset.zone) continue;
  const clock = new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, "en-GB"), {
    day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  place.textContent = place.dataset.words.replace("{}", clock.format(moment));
  place.hidden = false;
}

/* A text with a word limit counts as one writes. */
for (const count of document.querySelectorAll("[data-word-limit]")) {
  const text = document.getElementById(count.dataset.for);
  const limit = Number(count.dataset.wordLimit);
  const show = () => {
    const words = (text.value.trim().match(/\S+/g) || []).length;
    count.textContent = count.dataset.words.replace("{}", words);
    count.classList.toggle("over", words > limit);
  };
  text?.addEventListener("input", show);
  if (text) show();
}

/* Changing the language is remembered, and keeps what was typed until the same page has loaded. */
const here = location.pathname.replace(/^\/[^/]+/, "");
const typed = () => [...document.querySelectorAll("main form[method=post] :is(input, textarea, select)")]
  .filter((control) => control.name && !["hidden", "password", "file", "submit"].includes(control.type));
for (const link of document.querySelectorAll(".languages a")) {
  link.addEventListener("click", () => {
    document.cookie = `django_language=${link.lang}; path=/; max-age=31536000; SameSite=Lax`;
    const values = typed().map((c) => [c.name, c.value, c.checked]);
    if (values.length) sessionStorage.setItem("typed", JSON.stringify({ here, values }));
  });
}
const kept = JSON.parse(sessionStorage.getItem("typed") || "null");
sessionStorage.removeItem("typed");
if (kept?.here === here) {
  const controls = typed();
  kept.values.forEach(([name, value, checked], place) => {
    const control = controls[place];
    if (control?.name !== name) return;
    if (["checkbox", "radio"].includes(control.type)) control.checked = checked;
    else control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
