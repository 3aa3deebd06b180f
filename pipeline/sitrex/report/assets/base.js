// What all pages share: data shards, tables, symbols, the panel.
// Texts of articles only ever enter a page as textContent.
"use strict";

const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...present(children));
  return made;
}

// children without those that there are not
const present = (children) => children.filter((child) => child !== null && child !== undefined && child !== "");

const counted = (number, thing, things = `${thing}s`) =>
  `${number.toLocaleString("en")} ${number === 1 ? thing : things}`;

const MONTHS = "January February March April May June July August September October November December".split(" ");

function dayWords(day) {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)/.exec(day) ?? [];
  return year ? `${Number(date)} ${MONTHS[month - 1]} ${Number(year)}` : day;
}

// ---- data: a page opened from disk may not fetch, but may load scripts

const arrived = new Map();
const asked = new Map();
window.sitrex = { put: (name, value) => arrived.set(name, value) };

function load(name, folder = "data") {
  if (!asked.has(name)) {
    asked.set(
      name,
      new Promise((resolve, reject) => {
        const script = element("script", { src: `${document.body.dataset.root}${folder}/${name}.js` });
        script.addEventListener("load", () => {
          resolve(arrived.get(name));
          arrived.delete(name);
          script.remove();
        });
        script.addEventListener("error", () => reject(new Error(`${name}.js is missing from the report's folder`)));
        document.head.append(script);
      }),
    );
  }
  return asked.get(name);
}

const shard = (kind, number) => load(`${kind}-${String(number).padStart(4, "0")}`);

// what is in a block of JSON in the page
function block(identifier) {
  const found = document.getElementById(identifier);
  return found ? JSON.parse(found.textContent) : null;
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
    count.textContent = words.length ? `${shown} of ${counted(rows.length, "row")}` : counted(rows.length, "row");
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

// ---- symbols

async function drawSymbols(within = document) {
  const places = all("[data-sidc]:empty", within);
  if (places.length) await load("milsymbol", "assets");
  for (const place of places) {
    place.innerHTML = new ms.Symbol(place.dataset.sidc, { size: 22 }).asSVG();
    place.firstElementChild.setAttribute("aria-hidden", "true");
  }
}

const symbolFor = (sidc, name) =>
  /^\d{20}(\d{10})?$/.test(sidc)
    ? element("span", { "data-sidc": sidc, class: "symbol", role: "img", "aria-label": `APP-6 symbol of ${name}` })
    : null;

drawSymbols();

// ---- the panel

const panel = document.getElementById("panel");
const hint = panel?.cloneNode(true);
let opener = null;

function showPanel(title, ...children) {
  if (!panel.contains(document.activeElement)) opener = document.activeElement;
  const close = element("button", { type: "button", class: "close", "aria-label": "Close the details" }, "×");
  close.addEventListener("click", closePanel);
  panel.replaceChildren(element("div", { class: "bar" }, element("h2", {}, title), close), ...present(children));
  panel.classList.add("open");
  panel.scrollTop = 0;
  drawSymbols(panel);
}

function closePanel() {
  if (!panel.classList.contains("open")) return;
  panel.classList.remove("open");
  panel.replaceChildren(...hint.cloneNode(true).childNodes);
  document.dispatchEvent(new Event("panelclosed"));
  opener?.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => event.key === "Escape" && panel && closePanel());

const badge = (status) => element("span", { class: "status", "data-status": status }, status);
