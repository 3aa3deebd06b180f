// The pages' script: search and sort of tables, toggles and details of mentions, symbols, the map's outline.
// Texts of articles only ever enter the page as textContent.
"use strict";

const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

function element(name, text, parent) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (parent) parent.append(made);
  return made;
}

// ---- tables

for (const box of all("input[data-filter]")) {
  const rows = all("tbody tr", document.getElementById(box.dataset.filter));
  const texts = rows.map((row) => row.textContent.toLowerCase());
  const count = document.querySelector(`[data-count="${box.dataset.filter}"]`);
  box.addEventListener("input", () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !words.every((word) => texts[i].includes(word));
      shown += !row.hidden;
    });
    count.textContent = words.length ? `${shown} of ${rows.length} rows` : `${rows.length} rows`;
  });
}

const sortKey = (cell) => cell.dataset.sort ?? cell.textContent.trim();

for (const table of all("table.sortable")) {
  all("thead th", table).forEach((heading, column) => {
    heading.querySelector("button").addEventListener("click", () => {
      const falling = heading.getAttribute("aria-sort") === "ascending";
      for (const other of all("thead th", table)) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const numeric = heading.classList.contains("number");
      const value = (row) => {
        const key = sortKey(row.cells[column]);
        if (!numeric) return key;
        const number = parseFloat(key.replaceAll(",", ""));
        return Number.isNaN(number) ? -Infinity : number;
      };
      const body = table.tBodies[0];
      const rows = Array.from(body.rows, (row) => [value(row), row]);
      rows.sort(([a], [b]) => (numeric ? a - b : a.localeCompare(b, "en", { numeric: true })));
      if (falling) rows.reverse();
      body.append(...rows.map(([, row]) => row));
    });
  });
}

// ---- symbols and outline

for (const place of all("[data-sidc]")) {
  place.innerHTML = new ms.Symbol(place.dataset.sidc, { size: 22 }).asSVG();
  place.firstElementChild.setAttribute("aria-hidden", "true");
}

for (const group of all("[data-outline]")) {
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", window.sitrexOutline);
  group.append(path);
}

// ---- mentions

const block = document.getElementById("mentions");
const known = block ? JSON.parse(block.textContent) : null;
const pieces = all(".m");
const detail = document.getElementById("detail");

// initial state of the pieces, of which toggles take away
for (const piece of pieces) piece.dataset.inmost = piece.dataset.shown;

function show() {
  const lists = new Set(all("[data-list]:checked").map((box) => box.dataset.list));
  const hidden = new Set(all("[data-state-box]:not(:checked)").map((box) => box.dataset.stateBox));
  for (const piece of pieces) {
    const on = hidden.has(piece.dataset.state) ? [] : piece.dataset.lists.split(" ").filter((name) => lists.has(name));
    piece.dataset.shown = on.includes(piece.dataset.inmost) ? piece.dataset.inmost : on[0] ?? "";
    if (piece.classList.contains("first")) piece.tabIndex = on.length ? 0 : -1;
  }
}

for (const box of all("[data-list], [data-state-box]")) box.addEventListener("change", show);

function row(table, key, values, differs = new Set(values).size > 1) {
  const line = element("tr", undefined, table);
  element("th", key, line).scope = "row";
  for (const value of values) element("td", value ?? "–", line);
  if (differs) line.className = "differs";
}

function describe(piece) {
  const keys = piece.dataset.m.split(" ");
  const told = new Set();
  detail.replaceChildren();
  for (const key of keys) {
    if (told.has(key)) continue;
    const partner = known.partners[key];
    const sides = [key, partner].filter(Boolean).sort().reverse().map((each) => known.mentions[each]);
    told.add(key).add(partner);
    element("h2", sides[0].text, detail);
    const table = element("table", undefined, detail);
    const head = element("tr", undefined, table);
    element("td", "", head);
    for (const side of sides) element("th", side.side, head).scope = "col";
    row(table, "list", sides.map((side) => side.list));
    row(table, "label", sides.map((side) => side.label));
    if (sides.length > 1) row(table, "span", sides.map((side) => side.text));
    const names = new Set(sides.flatMap((side) => Object.keys(side.fields)));
    for (const name of names) {
      const labelled = sides.filter((side) => !side.unlabelled.includes(name));
      const values = sides.map((side) => (labelled.includes(side) ? side.fields[name] : "not labelled"));
      row(table, name, values, new Set(labelled.map((side) => side.fields[name])).size > 1);
    }
  }
  if (piece.dataset.state) element("p", `Beside gold: ${known.states[piece.dataset.state]}`, detail);
  detail.hidden = false;
  for (const other of all(".m.chosen")) other.classList.remove("chosen");
  for (const other of pieces) {
    if (other.dataset.m.split(" ").some((key) => keys.includes(key))) other.classList.add("chosen");
  }
}

function close() {
  if (detail) detail.hidden = true;
  for (const other of all(".m.chosen")) other.classList.remove("chosen");
}

for (const piece of pieces) {
  const open = () => piece.dataset.shown && describe(piece);
  piece.addEventListener("mouseenter", open);
  piece.addEventListener("focus", open);
  piece.addEventListener("click", open);
  piece.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open();
    }
  });
}

document.addEventListener("keydown", (event) => event.key === "Escape" && close());
const article = document.getElementById("article");
if (article) article.addEventListener("mouseleave", close);

// a link to a mention shows what it leads to
function follow() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.classList.contains("anchor")) {
    const key = target.id;
    const piece = pieces.find((each) => each.dataset.m.split(" ").includes(key));
    if (piece) describe(piece);
  }
}

window.addEventListener("hashchange", follow);
follow();
