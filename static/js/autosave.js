/* A form saves itself as one writes. What is sent by its button waits for a save that is under way,
   so that nobody is told of a conflict with themselves. Everything works without this file. */
const form = document.querySelector("form[data-autosaves]");
let underWay = false;
let waiting = null;

form?.addEventListener("htmx:beforeRequest", () => { underWay = true; });
form?.addEventListener("htmx:afterRequest", ({ detail }) => {
  underWay = false;
  if (waiting) return form.requestSubmit(waiting.button);
  if (!detail.successful && ![401, 409].includes(detail.xhr.status)) {
    const line = document.querySelector("#save-state p");
    line.textContent = form.dataset.notSaved;
    line.classList.add("not-saved");
  }
});
form?.addEventListener("submit", (event) => {
  if (!underWay || waiting) return;
  event.preventDefault();
  waiting = { button: event.submitter };
});
/* The first time the reader leaves what the portal does not have yet. */
form?.addEventListener("input", () => { form.dataset.changed = "yes"; });
form?.addEventListener("submit", () => { delete form.dataset.changed; });
form?.addEventListener("htmx:afterRequest", ({ detail }) => { if (detail.successful) delete form.dataset.changed; });
addEventListener("beforeunload", (event) => { if (form?.dataset.changed) event.preventDefault(); });
