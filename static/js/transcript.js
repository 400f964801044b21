/* The transcript follows the video, and a line that is chosen plays from its second, without loading
   the page again. Without this file each line is a link to the page that begins there. */

const player = document.getElementById("player");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let lines = [];
let current = null;
let isFetching = false;
let touchedAt = 0;
const LEFT_ALONE = 5000;

const collect = () => {
  lines = [...document.querySelectorAll("#lines li")].map((item) => {
    const link = item.querySelector("[data-from]");
    return { item, link, from: Number(link.dataset.from) };
  });
};

/* The last line that has begun: they stand in their order. */
const lineAt = (second) => {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle].from <= second + 0.05) low = middle + 1;
    else high = middle;
  }
  return lines[low - 1];
};

const follow = (line) => {
  if (!line || line === current) return;
  for (const item of document.querySelectorAll("#lines [aria-current]")) item.removeAttribute("aria-current");
  line.item.setAttribute("aria-current", "true");
  current = line;
  const frame = document.getElementById("lines");
  if (frame.scrollHeight <= frame.clientHeight || Date.now() - touchedAt < LEFT_ALONE) return;
  const middle = line.item.offsetTop - frame.offsetTop - frame.clientHeight / 2;
  frame.scrollTo({ top: middle, behavior: calm ? "auto" : "smooth" });
};

/* Another part of the transcript, in the place of this one. */
const bring = async (address) => {
  if (isFetching) return;
  isFetching = true;
  try {
    const page = await (await fetch(address)).text();
    const fresh = new DOMParser().parseFromString(page, "text/html").getElementById("lines");
    const shown = document.getElementById("lines");
    if (fresh && fresh.querySelector("[data-from]")?.dataset.from !== shown.querySelector("[data-from]")?.dataset.from) {
      shown.replaceWith(document.importNode(fresh, true));
      collect();
    }
  } finally {
    isFetching = false;
  }
};

/* Where the video is, and whether that is in another part. */
const keepUp = async () => {
  const second = player.currentTime;
  const isBefore = lines.length && second < lines[0].from - 1 && document.querySelector("#lines [rel=prev]");
  /* Not in the pause before it: until then the part that is shown is the right one. */
  const next = document.querySelector("#lines [rel=next]");
  if (isBefore || (next && second >= Number(next.dataset.next))) {
    await bring(`?t=${Math.floor(second)}`);
  }
  follow(lineAt(second));
};

/* Whoever moves about in the transcript is left alone for a while. */
for (const name of ["wheel", "touchmove", "keydown"]) {
  document.addEventListener(name, (event) => {
    if (event.target.closest?.("#lines")) touchedAt = Date.now();
  }, { passive: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-from]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  player.currentTime = Number(link.dataset.from);
  player.play().catch(() => {});
  history.replaceState(null, "", link.href);
});

if (player) {
  collect();
  player.addEventListener("timeupdate", () => keepUp().catch(() => {}));
}
