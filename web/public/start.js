// Before the first paint: theme and language do not flash, and what the page needs is asked for beside the app.
const page = document.documentElement;
let signedIn = false;
page.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
page.lang = navigator.language.startsWith("es") ? "es" : "en";
try {
  page.dataset.theme = localStorage.getItem("plaza.theme") || page.dataset.theme;
  signedIn = !!localStorage.getItem("plaza.tokens");
  if (signedIn) page.lang = JSON.parse(localStorage.getItem("plaza.profile"))?.locale || page.lang;
  page.lang = localStorage.getItem("plaza.lang") || page.lang;
} catch {
  // Storage may be forbidden; the defaults stand.
}
if (location.pathname === "/") page.dataset.page = "landing";
// Filled in by scripts/start.mjs: the chunks of each language and page.
const CHUNKS = {};
const [, first, second] = location.pathname.split("/");
const chunks = new Set([...(CHUNKS[page.lang] ?? []), ...(CHUNKS[`/${first}`] ?? [])]);
// With the first frame: what that frame needs is not kept waiting.
requestAnimationFrame(() => {
  for (const name of chunks) document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: `/${name}` }));
});
// A visitor waits for the resource's picture: it is asked for beside the app, which takes the answer (core/asked.ts).
if (first === "resources" && second && !signedIn) {
  const path = `/api/v1/resources/${second}`;
  self.plazaAsked = { path, answer: fetch(path, { headers: { "accept-language": page.lang } }) };
  self.plazaAsked.answer.catch(() => {});
}
// The app's script, or what it begins with, did not come: said without it, in both languages.
function stopped() {
  document.querySelector("#boot .hero")?.remove();
  document.getElementById("stopped").hidden = false;
  document.querySelector("#stopped button").onclick = () => location.reload();
}
addEventListener("plaza-stopped", stopped);
addEventListener("error", ({ target }) => target instanceof HTMLScriptElement && stopped(), true);
