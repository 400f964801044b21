/* A text with a word limit counts as one writes. A Chinese, Japanese or Korean character is a word. */

const WORD = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g;
const countWords = (text) => (text.match(WORD) || []).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

const show = (count) => {
  const text = document.getElementById(count.dataset.for);
  const words = countWords(text?.value || "");
  count.textContent = count.dataset.words.replace("{}", words);
  count.classList.toggle("over", words > Number(count.dataset.wordLimit.replace(/\D/g, "")));
};

document.querySelectorAll("[data-word-limit]").forEach(show);
document.addEventListener("input", ({ target }) => {
  const count = target.id && document.querySelector(`[data-for="${CSS.escape(target.id)}"]`);
  if (count) show(count);
});
