/* A deadline also says what the reader's own clock will show. */

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const clock = new Intl.DateTimeFormat(document.documentElement.lang.replace(/^en$/, "en-GB"), {
  day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

for (const place of document.querySelectorAll("[data-own-time]")) {
  if (zone === place.dataset.zone) continue;
  place.textContent = place.dataset.words.replace("{}", clock.format(new Date(place.dataset.ownTime)));
  place.hidden = false;
}
