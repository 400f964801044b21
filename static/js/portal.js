/* Changing the language is remembered, and keeps what was typed until the same page has loaded.
   Everything works without this file. */

const here = location.pathname.replace(/^\/[^/]+/, "");
const unkept = ["hidden", "password", "file", "submit"];
const typed = () => [...document.querySelectorAll("main form[method=post] :is(input, textarea, select)")]
  .filter((control) => control.name && !unkept.includes(control.type));

for (const link of document.querySelectorAll(".languages a")) {
  link.addEventListener("click", () => {
    document.cookie = `django_language=${link.lang}; path=/; max-age=31536000; SameSite=Lax`;
    const values = typed().map((control) => [control.name, control.value, control.checked]);
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
