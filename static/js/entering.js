/* Rows of tables, orders of importance, and many boxes: what script makes quicker. All of it works without. */
const changed = (inside) => inside.dispatchEvent(new Event("change", { bubbles: true }));

const addRow = (table) => {
  const last = table.tBodies[0].rows[table.tBodies[0].rows.length - 1];
  const row = last.cloneNode(true);
  const before = last.rowIndex, number = row.querySelector("th span");
  number.textContent = number.textContent.replace(/\d+/, before + 1);
  for (const control of row.querySelectorAll("input, textarea, select")) {
    control.value = "";
    control.setAttribute("aria-label", control.getAttribute("aria-label").replace(/\d+(?=\D*$)/, before + 1));
  }
  last.after(row);
  return row;
};

const move = (select, by) => {
  const places = [...select.closest("ol").querySelectorAll("select")];
  const other = places[places.indexOf(select) + by];
  if (!other) return;
  [select.value, other.value] = [other.value, select.value];
  other.closest("li").querySelector(`[data-move="${by}"]`).focus();
  changed(other);
};

const chooseAll = (boxes) => {
  const all = [...boxes.querySelectorAll("input[type=checkbox]")];
  const choose = all.some((box) => !box.checked);
  for (const box of all) box.checked = choose;
  changed(boxes);
};

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-add-row], [data-move], [data-choose-all]");
  if (!button) return;
  const field = button.closest(".field");
  if ("addRow" in button.dataset) addRow(field.querySelector("table")).querySelector("td :is(input, textarea, select)").focus();
  else if ("move" in button.dataset) move(button.closest("li").querySelector("select"), Number(button.dataset.move));
  else chooseAll(field.querySelector(".objectives"));
});
for (const button of document.querySelectorAll("[data-add-row], [data-move], [data-choose-all]")) button.hidden = false;
