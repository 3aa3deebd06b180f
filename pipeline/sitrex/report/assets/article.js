// An article's page: what is marked, what stands in the panel, the way from mention to mention.
"use strict";

const known = block("mentions");
const article = document.getElementById("article");
const pieces = all(".m");
const byKey = new Map();
for (const piece of pieces) {
  piece.dataset.inmost = piece.dataset.shown;
  for (const key of piece.dataset.m.split(" ")) byKey.set(key, [...(byKey.get(key) ?? []), piece]);
}
const firsts = pieces.filter((piece) => piece.classList.contains("first"));
let here = null; // the piece that is open or was last

// ---- toggles

// on a phone the text comes first
if (window.innerWidth < 640) all("details.toggles").forEach((each) => (each.open = false));

function show() {
  const labels = new Set(all("input[data-label]:checked").map((box) => box.dataset.label));
  const hidden = new Set(all("[data-state-box]:not(:checked)").map((box) => box.dataset.stateBox));
  for (const piece of pieces) {
    const on = hidden.has(piece.dataset.state)
      ? []
      : piece.dataset.labels.split(" ").filter((label) => labels.has(label));
    piece.dataset.shown = on.includes(piece.dataset.inmost) ? piece.dataset.inmost : on[0] ?? "";
  }
  rove();
}

for (const box of all("input[data-label], [data-state-box]")) box.addEventListener("change", show);
document.getElementById("badges")?.addEventListener("change", (event) => {
  article.classList.toggle("badges", event.target.checked);
});

// a legend switches its whole list
for (const legend of all(".toggles legend")) {
  const boxes = all("input", legend.parentElement);
  const button = element("button", { type: "button", title: "All on or off" }, legend.textContent);
  button.addEventListener("click", () => {
    const on = boxes.some((box) => !box.checked);
    for (const box of boxes) box.checked = on;
    show();
  });
  legend.replaceChildren(button);
}

// one mention can be reached with the tab key, the others from it with the arrows
function rove() {
  const shown = firsts.filter((piece) => piece.dataset.shown);
  const one = shown.includes(here) ? here : shown[0];
  for (const piece of firsts) piece.tabIndex = piece === one ? 0 : -1;
}

// ---- details

const keyOf = (piece) => {
  const keys = piece.dataset.m.split(" ");
  return keys.find((key) => known.mentions[key].list && byKey.get(key)[0] === piece) ?? keys[0];
};

const same = (key) => {
  const { cluster, list } = known.mentions[key];
  if (!cluster) return [key];
  return Object.keys(known.mentions).filter((other) => {
    const told = known.mentions[other];
    return other[0] === key[0] && told.list === list && told.cluster === cluster;
  });
};

function mark(name, keys) {
  for (const other of all(`.m.${name}`)) other.classList.remove(name);
  for (const key of keys) for (const piece of byKey.get(key) ?? []) piece.classList.add(name);
}

function fieldTable(sides) {
  const table = element("table", { class: "fields" });
  if (sides.length > 1) {
    table.append(element("tr", {}, element("td"), ...sides.map((side) => element("th", { scope: "col" }, side.side))));
  }
  const line = (name, values, differs) =>
    table.append(
      element(
        "tr",
        { class: differs ? "differs" : null },
        element("th", { scope: "row" }, name),
        ...values.map((value) => element("td", {}, value ?? "–")),
      ),
    );
  if (sides.length > 1) {
    for (const name of ["label", "text"]) {
      const values = sides.map((side) => side[name]);
      line(name, values, new Set(values).size > 1);
    }
  }
  for (const name of new Set(sides.flatMap((side) => Object.keys(side.fields)))) {
    const labelled = sides.filter((side) => !side.unlabelled.includes(name));
    const values = sides.map((side) => (labelled.includes(side) ? side.fields[name] : "not labelled"));
    line(name, values, new Set(labelled.map((side) => side.fields[name])).size > 1);
  }
  return table;
}

function describe(piece) {
  const key = keyOf(piece);
  const told = known.mentions[key];
  here = piece;
  const partner = known.partners[key];
  const sides = [key, partner].filter(Boolean).sort().reverse().map((each) => known.mentions[each]);
  const kin = same(key);
  const at = kin.indexOf(key);
  const others = kin.map((other, i) =>
    element("a", { href: `#${other}`, "aria-current": i === at ? "true" : null }, String(i + 1)),
  );
  const inside = piece.dataset.m.split(" ").filter((each) => each !== key && each !== partner);
  showPanel(
    told.text,
    element("p", { class: "head" }, element("span", { class: "badge", "data-shown": piece.dataset.inmost }, told.label),
      told.status && told.status !== "stated" ? badge(told.status) : null, ` ${told.means}`),
    kin.length > 1 ? element("p", { class: "kin" }, `Mentions of the same: `, ...others) : null,
    fieldTable(sides),
    piece.dataset.state ? element("p", {}, `Beside gold: ${known.states[piece.dataset.state]}`) : null,
    correctionForm({ name: told.name, label: told.code, document: known.document, at: told.start, words: told.text }),
    ...inside.map((each) => element("p", {}, "Also here: ", element("a", { href: `#${each}` }, known.mentions[each].text),
      `, ${known.mentions[each].label}`)),
    steps(),
  );
  mark("chosen", [key]);
  mark("kin", kin);
  rove();
}

function steps() {
  const line = element("p", { class: "steps" });
  for (const [words, way] of [["‹ Previous", -1], ["Next ›", 1]]) {
    const button = element("button", { type: "button" }, words);
    button.addEventListener("click", () => step(way));
    line.append(button);
  }
  return line;
}

function step(way) {
  const shown = firsts.filter((piece) => piece.dataset.shown);
  if (!shown.length) return;
  const at = here ? shown.indexOf(here) : way > 0 ? -1 : 0;
  const piece = shown[(at + way + shown.length) % shown.length];
  describe(piece);
  piece.focus({ preventScroll: true });
  piece.scrollIntoView({ block: "center" });
}

document.addEventListener("panelclosed", () => {
  mark("chosen", []);
  mark("kin", []);
});

for (const piece of pieces) {
  const open = () => piece.dataset.shown && describe(firstOf(piece));
  piece.addEventListener("mouseenter", () => piece.dataset.shown && mark("near", same(keyOf(firstOf(piece)))));
  piece.addEventListener("mouseleave", () => mark("near", []));
  piece.addEventListener("click", open);
  piece.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open();
    }
  });
}

// the piece with which the inmost mention of a piece begins
function firstOf(piece) {
  const keys = piece.dataset.m.split(" ");
  const inmost = keys.reduce((a, b) => (byKey.get(b).length < byKey.get(a).length ? b : a));
  const begin = byKey.get(inmost)[0];
  return begin.classList.contains("first") ? begin : piece;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, .map")) return;
  const arrows = event.target.classList.contains("m") ? { ArrowRight: 1, ArrowLeft: -1 } : {};
  const way = { n: 1, p: -1, ...arrows }[event.key];
  if (way === undefined) return;
  event.preventDefault();
  step(way);
});

// a link to a mention shows what it leads to
function follow() {
  const key = decodeURIComponent(location.hash.slice(1));
  const piece = byKey.get(key)?.[0];
  if (!piece) return;
  describe(piece);
  piece.scrollIntoView({ block: "center" });
}

window.addEventListener("hashchange", follow);
rove();
follow();

// ---- map

const drawn = document.querySelector("[data-map=spots]");
if (drawn) {
  const spots = block("spots").map(([name, lat, lon, precision, weight, key, told]) => ({
    name,
    lat,
    lon,
    precision,
    weight,
    told,
    href: `#p-${key}`,
  }));
  whenSeen(drawn, () => drawMap(drawn, spots, "Map of the places in the text"));
}
