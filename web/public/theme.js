// Before the first paint, so that a chosen theme and language do not flash.
try {
  const theme = localStorage.getItem("plaza.theme");
  if (theme) document.documentElement.dataset.theme = theme;
  const lang = localStorage.getItem("plaza.lang") || (navigator.language.startsWith("es") ? "es" : "en");
  document.documentElement.lang = lang;
} catch {
  // Storage may be forbidden; the defaults stand.
}
