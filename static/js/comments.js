/* Keeps a comment that is typed in this browser until the portal has it, and says when it could not
   be sent. It is put back, never sent by itself. Everything works without this file. */
const form = document.querySelector("form.writing");
const here = location.pathname.replace(/^\/[^/]+/, "");
const place = (name) => `comment:${here}:${name}`;
const areas = () => [...(form?.querySelectorAll(".comments textarea") ?? [])];

const putBack = () => {
  for (const area of areas()) {
    const kept = localStorage.getItem(place(area.name));
    if (!kept || area.value.trim()) continue;
    area.value = kept;
    for (let part = area.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  }
};

form?.addEventListener("input", ({ target }) => {
  if (target.matches(".comments textarea")) localStorage.setItem(place(target.name), target.value);
});
form?.addEventListener("htmx:afterRequest", ({ detail }) => {
  const part = detail.requestConfig.elt.closest(".comments");
  if (!part) return;
  if (detail.successful) {
    for (const area of part.querySelectorAll("textarea")) {
      if (detail.requestConfig.formData.has(area.name)) localStorage.removeItem(place(area.name));
    }
    putBack();
  } else if (![401, 409, 410, 422].includes(detail.xhr.status)) {
    part.querySelector("[id^=comment-state]").textContent = form.dataset.notSent;
  }
});
/* The whole form takes the comments along: what the portal answers is the truth. */
form?.addEventListener("submit", () => areas().forEach((area) => localStorage.removeItem(place(area.name))));
putBack();
