// Before the first paint: a chosen theme and language do not flash, and what the page needs is asked for beside the app.
const page = document.documentElement;
try {
  const theme = localStorage.getItem("plaza.theme");
  if (theme) page.dataset.theme = theme;
  page.lang = localStorage.getItem("plaza.lang") || (navigator.language.startsWith("es") ? "es" : "en");
} catch {
  // Storage may be forbidden; the defaults stand.
}
if (location.pathname === "/") page.dataset.page = "landing";
// Filled in by scripts/start.mjs: the chunks of each language and page.
const CHUNKS = {};
const first = location.pathname.split("/")[1];
const chunks = new Set([...(CHUNKS[page.lang] ?? []), ...(CHUNKS[`/${first}`] ?? [])]);
// With the first frame: what that frame needs is not kept waiting.
requestAnimationFrame(() => {
  for (const name of chunks) document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: `/${name}` }));
});
