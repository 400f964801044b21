/* A form saves itself as one writes. What is sent by its button waits for a save that is under way,
   so that nobody is told of a conflict with themselves. Everything works without this file. */
const form = document.querySelector("form[data-autosaves]");
let underWay = false;
let waiting = null;
let sent = false;
let changed = false;

const notSaved = () => {
  const line = document.querySelector("#save-state p");
  line.textContent = form.dataset.notSaved;
  line.classList.add("not-saved");
};

form?.addEventListener("htmx:beforeRequest", (event) => {
  if (sent) return event.preventDefault();
  underWay = true;
});
form?.addEventListener("htmx:afterRequest", ({ detail }) => {
  underWay = false;
  if (detail.successful) changed = false;
  else if (![401, 409].includes(detail.xhr.status)) notSaved();
  const button = waiting;
  waiting = null;
  if (button) form.requestSubmit(button);
});
form?.addEventListener("submit", (event) => {
  if (!underWay) return (sent = true);
  event.preventDefault();
  waiting = event.submitter;
});
form?.addEventListener("input", () => { changed = true; });
/* Back by the browser's button the form is alive again. */
addEventListener("pageshow", () => { sent = false; });
addEventListener("beforeunload", (event) => { if (changed && !sent) event.preventDefault(); });
