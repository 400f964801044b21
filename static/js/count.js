/* A text with a limit counts as one writes, as the portal counts it (publication/text.py): words, where
   a Chinese, Japanese or Korean character is one; or characters, composed, without blanks at the ends. */

const WORD = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|[^\s\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+/g;
const countWords = (text) => (text.match(WORD) || []).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
const countCharacters = (text) =>
  [...text.replaceAll("\r\n", "\n").normalize("NFC").replace(/^[ \t\n]+|[ \t\n]+$/g, "")].length;

const show = (count) => {
  const text = document.getElementById(count.dataset.for)?.value || "";
  const { wordLimit, characterLimit } = count.dataset;
  const number = characterLimit ? countCharacters(text) : countWords(text);
  count.textContent = count.dataset.words.replace("{}", number);
  count.classList.toggle("over", number > Number((characterLimit || wordLimit).replace(/\D/g, "")));
};

document.querySelectorAll("[data-word-limit], [data-character-limit]").forEach(show);
document.addEventListener("input", ({ target }) => {
  const count = target.id && document.querySelector(`[data-for="${CSS.escape(target.id)}"]`);
  if (count) show(count);
});
