// What a careful person would look for on a page, by WCAG 2.2 AA: returns what is wrong, a line each.
const wrong = [];
const say = (what, e) => wrong.push(what + (e ? ": " + e.outerHTML.replace(/\s+/g, " ").slice(0, 160) : ""));
const all = (s, from) => [...(from || document).querySelectorAll(s)];
const shown = e => e.checkVisibility({visibilityProperty: true});

// --- the page as a whole
if (document.scrollingElement.scrollWidth > innerWidth) {
  say("wider than the window: " + document.scrollingElement.scrollWidth + " > " + innerWidth);
  all("body *").filter(e => shown(e) && e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll, pre")).slice(0, 3).forEach(e => say("  reaches out", e));
}
if (!document.documentElement.lang) say("no language");
if (!/\S.* – \S/.test(document.title)) say("no title of its own: " + document.title);
if (!document.querySelector("meta[name=viewport]")) say("no viewport");
const h1 = all("h1").filter(shown);
if (h1.length !== 1) say(h1.length + " first headings");
let level = 0;
for (const h of all("main h1, main h2, main h3, main h4").filter(shown)) {
  const now = Number(h.tagName[1]);
  if (now > level + 1 && level) say("a heading skips a level", h);
  if (!h.textContent.trim()) say("an empty heading", h);
  level = now;
}
if (all("main").length !== 1) say("not one main part");
if (!document.querySelector("a.skip[href='#main']")) say("no way past the navigation");
for (const nav of all("nav")) if (!nav.getAttribute("aria-label")) say("a navigation without a name", nav);
const ids = all("[id]").map(e => e.id);
ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => say("an id used twice: " + id));
for (const e of all("[aria-describedby], [aria-labelledby]"))
  for (const id of ((e.getAttribute("aria-describedby") || "") + " " + (e.getAttribute("aria-labelledby") || "")).split(/\s+/))
    if (id && !document.getElementById(id)) say("described by what is not there (" + id + ")", e);
for (const img of all("img, svg")) if (!img.hasAttribute("alt") && !img.hasAttribute("aria-label") && !img.hasAttribute("aria-hidden")) say("a picture without words", img);
for (const list of all("ul, ol")) for (const c of list.children) if (!["LI", "SCRIPT", "TEMPLATE"].includes(c.tagName)) say("not an item of its list", c);
for (const table of all("table")) if (!table.querySelector("th")) say("a table without headings", table);

// --- forms
for (const e of all("input, select, textarea")) {
  if (e.type === "hidden" || !shown(e)) continue;
  const named = (e.labels && [...e.labels].some(l => l.textContent.trim())) || e.getAttribute("aria-label") || e.getAttribute("aria-labelledby");
  if (!named) say("without a label", e);
  if (e.type === "password" && !/^(current|new)-password$/.test(e.autocomplete)) say("a password that no manager can fill", e);
  const problem = (e.getAttribute("aria-describedby") || "").split(/\s+/).map(id => document.getElementById(id)).find(p => p && p.classList.contains("problem") && p.textContent.trim());
  if (problem && e.getAttribute("aria-invalid") !== "true") say("wrong, and not said to be", e);
}
for (const e of all("button, a[href], summary")) if (shown(e) && !(e.textContent.trim() || e.getAttribute("aria-label"))) say("nothing to read on it", e);
for (const f of all("form")) if (!f.querySelector("button, input[type=submit]")) say("a form that can't be sent", f);

// --- targets: 24 by 24 pixels, but in running text
for (const e of all("button, summary, input, select, textarea, a[href]")) {
  if (!shown(e) || e.type === "hidden" || e.matches(".skip")) continue;
  const box = e.type === "checkbox" || e.type === "radio" ? (e.closest("label") || e.labels[0] || e) : e;
  const r = box.getBoundingClientRect();
  const inline = getComputedStyle(e).display === "inline" && e.tagName === "A";
  if (!inline && (r.width < 24 || r.height < 24)) say("a small target " + Math.round(r.width) + "x" + Math.round(r.height), e);
}

// --- contrast, from the colours as they are
const colour = text => {
  const m = text.match(/[\d.]+/g).map(Number);
  return {r: m[0], g: m[1], b: m[2], a: m.length > 3 ? m[3] : 1};
};
const over = (top, under) => ({r: top.r * top.a + under.r * (1 - top.a), g: top.g * top.a + under.g * (1 - top.a), b: top.b * top.a + under.b * (1 - top.a), a: 1});
const luminance = c => [c.r, c.g, c.b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4).reduce((s, v, i) => s + v * [0.2126, 0.7152, 0.0722][i], 0);
const ratio = (a, b) => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};
const behind = e => {
  const layers = [];
  for (let at = e; at; at = at.parentElement) {
    const c = colour(getComputedStyle(at).backgroundColor);
    if (c.a > 0) layers.push(c);
    if (c.a === 1) break;
  }
  const canvas = matchMedia("(prefers-color-scheme: dark)").matches ? {r: 18, g: 18, b: 18, a: 1} : {r: 255, g: 255, b: 255, a: 1};
  return layers.reverse().reduce((under, top) => over(top, under), canvas);
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const seen = new Set();
let texts = 0;
while (walker.nextNode()) {
  const e = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || seen.has(e) || !shown(e) || e.closest("[disabled]")) continue;
  seen.add(e);
  texts++;
  const s = getComputedStyle(e), size = parseFloat(s.fontSize), large = size >= 24 || (size >= 18.66 && Number(s.fontWeight) >= 700);
  const back = behind(e), r = ratio(over(colour(s.color), back), back);
  if (r < (large ? 3 : 4.5)) say("contrast " + r.toFixed(2), e);
  if (size < 12) say("small print of " + size + "px", e);
}
for (const e of all("input, textarea, select").filter(e => shown(e) && e.type !== "hidden")) {
  const s = getComputedStyle(e), back = behind(e.parentElement);
  const r = ratio(over(colour(s.color), behind(e)), behind(e));
  if (r < 4.5) say("contrast of what is typed " + r.toFixed(2), e);
  if (!["checkbox", "radio"].includes(e.type) && ratio(over(colour(s.borderTopColor), back), back) < 3 && ratio(behind(e), back) < 3) say("a box that can't be seen " + ratio(over(colour(s.borderTopColor), back), back).toFixed(2), e);
}
if (texts < 5) say("next to nothing on the page");
return wrong;
