// The front page: search in all texts, and what the articles say of a unit, a place, a month or a loss.
"use strict";

const PAGE = 20; // results shown at once

// ---- sentences in the panel

function saidItem(row, articles) {
  const [title, published] = articles[row.a - 1];
  const [before, said, behind] = row.s;
  const link = element("a", { href: `articles/${String(row.a).padStart(5, "0")}.html#p-${row.m}` }, title);
  const notes = [published && dayWords(published), row.by && `said by ${row.by}`].filter(Boolean).join(", ");
  return element(
    "li",
    {},
    row.means || row.loss ? element("strong", {}, row.means ?? row.loss, " ") : null,
    row.status ? badge(row.status) : null,
    lossLine(row),
    element("p", {}, before, element("mark", {}, said), behind),
    element("small", {}, link, notes ? `, ${notes}` : ""),
  );
}

function lossLine(row) {
  const parts = [row.of, row.side && `side: ${row.side}`, row.at && `at ${row.at}`, row.when].filter(Boolean);
  return parts.length ? element("span", { class: "links" }, parts.join(" · ")) : null;
}

// `parts`: key and shard of each part of what is said
async function showThing(kind, title, parts, ...about) {
  const list = element("ol", { class: "said" });
  const more = element("button", { type: "button" }, "More");
  const near = element("p", { class: "near" });
  showPanel(title, ...about, near, list, more);
  panel.focus({ preventScroll: true });
  const articles = await load("articles");
  const part = async ([key, number]) => (await shard(kind, number))[key];
  let next = 0;
  async function step() {
    let shown = 0;
    while (next < parts.length && shown < PAGE) {
      const { said } = await part(parts[next]);
      list.append(...said.map((row) => saidItem(row, articles)));
      shown += said.length;
      next += 1;
    }
    more.hidden = next >= parts.length;
  }
  more.addEventListener("click", step);
  await step();
  // the last part knows what is named beside the thing
  const names = (await part(parts.at(-1))).near ?? [];
  if (names.length) {
    near.textContent = `Named in one sentence with: ${names.map(([name, n]) => (n > 1 ? `${name} (${n})` : name)).join(", ")}`;
  }
}

const partsOf = (key, numbers) => numbers.map((number, i) => [`${key}/${i + 1}`, number]);

document.addEventListener("click", (event) => {
  const button = event.target.closest("button.open");
  if (!button) return;
  const { kind, key, parts } = button.dataset;
  const name = button.textContent;
  const about = kind === "units" ? [correctionForm({ name, label: "UNIT" })] : [];
  showThing(kind, name, partsOf(key, parts.split(" ").map(Number)), ...about);
});

// ---- timeline

const months = block("months");
for (const button of all("[data-months]")) {
  button.addEventListener("click", () => {
    const keys = button.dataset.months.split(" ");
    showThing("months", button.querySelector(".when").textContent, keys.flatMap((key) => partsOf(key, months[key])));
  });
}

// ---- units

const unitQuery = document.getElementById("unit-query");
const unitTable = document.getElementById("unit-table");
const unitRows = unitTable ? Array.from(unitTable.tBodies[0].rows) : [];

function unitRow([name, what, sidc, articles, mentions, first, last, key, parts]) {
  const cell = (heading, content, attributes = {}) =>
    element("td", { "data-name": heading, ...attributes }, content ?? "");
  const button = element("button", { type: "button", class: "open", "data-kind": "units", "data-key": key }, name);
  button.dataset.parts = parts.join(" ");
  return element(
    "tr",
    {},
    cell("symbol", symbolFor(sidc, name)),
    cell("unit", button),
    cell("what", what),
    cell("articles", String(articles), { class: "number" }),
    cell("mentions", String(mentions), { class: "number" }),
    cell("published", first === last ? dayWords(first) : `${dayWords(first)} to ${dayWords(last)}`, { "data-sort": first }),
  );
}

unitQuery?.addEventListener("input", async () => {
  const words = folded(unitQuery.value).split(/\s+/).filter(Boolean);
  if (!words.length) {
    unitTable.tBodies[0].replaceChildren(...unitRows);
    return;
  }
  const units = await load("units");
  const found = units.filter((unit) => {
    const text = folded(`${unit[0]} ${unit[1]}`);
    return words.every((word) => text.includes(word));
  });
  unitTable.tBodies[0].replaceChildren(...found.slice(0, 100).map(unitRow));
  unitTable.caption.textContent = `Units, ${Math.min(found.length, 100)} of ${found.length.toLocaleString("en")} found`;
  drawSymbols(unitTable);
});

// ---- map

const map = document.querySelector("[data-map=places]");
if (map) {
  whenSeen(map, async () => {
    const places = await load("places");
    const spots = places.map(([name, where, lat, lon, precision, articles, mentions, key, parts]) => ({
      name,
      lat,
      lon,
      precision,
      weight: articles,
      told: [where, `${counted(mentions, "mention")} in ${counted(articles, "article")}`].filter(Boolean),
      open: () => showThing("places", name, partsOf(key, parts), element("p", {}, where), correctionForm({ name, label: "GPE" })),
    }));
    await drawMap(map, spots, "Map of the places that the articles name");
  });
}

// ---- search

// as report/desk.py folds the words of the index
function folded(text) {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
}

const wordsIn = (text) => folded(text).match(/[\p{L}\p{N}]+/gu) ?? [];

// numbers of the articles that have a word, or with `open` one that begins with it
async function articlesWith(word, open) {
  const begins = await load("words");
  // shards are sorted: the last one that begins before the word may hold it
  let first = begins.findLastIndex((begin) => begin <= word);
  const found = new Set();
  for (let at = Math.max(first, 0); at < begins.length; at += 1) {
    if (at > first && !(open && begins[at].startsWith(word))) break;
    const words = await shard("words", at + 1);
    for (const key of open ? Object.keys(words).filter((each) => each.startsWith(word)) : [word]) {
      let article = 0;
      for (const gap of Object.hasOwn(words, key) ? words[key] : []) found.add((article += gap));
    }
  }
  return found;
}

// a query: words, and in quotes words that stand together
function parsed(query) {
  const phrases = [];
  const rest = query.replace(/"([^"]*)"?/g, (_, phrase) => {
    const words = wordsIn(phrase);
    if (words.length) phrases.push(words.join(" "));
    return " ";
  });
  const loose = wordsIn(rest);
  return { phrases, loose, open: loose.length > 0 && !/\s$/.test(rest) ? loose.at(-1) : null };
}

async function found(query) {
  const words = [...query.loose, ...query.phrases.flatMap((phrase) => phrase.split(" "))];
  let both = null;
  for (const word of new Set(words)) {
    const having = await articlesWith(word, word === query.open && word.length > 1);
    both = both === null ? having : new Set([...both].filter((article) => having.has(article)));
    if (!both.size) break;
  }
  const articles = await load("articles");
  return [...(both ?? [])].sort((a, b) => articles[b - 1][1].localeCompare(articles[a - 1][1]) || a - b);
}

// the sentence of an article that has most of the words; null where no sentence has the phrases
async function bestSentence(article, query, articles) {
  const sentences = (await shard("texts", articles[article - 1][2]))[article];
  let best = null;
  for (const sentence of [...sentences, articles[article - 1][0]]) {
    const plain = ` ${wordsIn(sentence).join(" ")} `;
    if (!query.phrases.every((phrase) => plain.includes(` ${phrase} `))) continue;
    const score = query.loose.filter((word) => plain.includes(word === query.open ? ` ${word}` : ` ${word} `)).length;
    if (!best || score > best.score) best = { sentence, score };
  }
  return best?.sentence ?? null;
}

// the sentence with the words of the query marked
function marked(sentence, query) {
  const wanted = new Set([...query.loose, ...query.phrases.flatMap((phrase) => phrase.split(" "))]);
  const hit = (word) => wanted.has(word) || (query.open && word.startsWith(query.open));
  return sentence
    .split(/([\p{L}\p{N}\p{M}]+)/u)
    .map((piece) => (hit(folded(piece)) ? element("mark", {}, piece) : piece));
}

const box = document.getElementById("query");
const results = document.getElementById("results");
const state = document.getElementById("found");
const unasked = state?.textContent;
let turn = 0;

async function search() {
  const mine = ++turn;
  const query = parsed(box.value);
  if (!query.loose.length && !query.phrases.length) {
    results.replaceChildren();
    state.textContent = unasked;
    return;
  }
  const numbers = await found(query);
  if (mine !== turn) return;
  const articles = await load("articles");
  results.replaceChildren();
  let next = 0;
  let shown = 0;
  async function step() {
    const until = shown + PAGE;
    while (next < numbers.length && shown < until) {
      const article = numbers[next];
      const sentence = await bestSentence(article, query, articles);
      if (mine !== turn) return;
      next += 1;
      if (sentence === null) continue;
      const [title, published] = articles[article - 1];
      const link = element("a", { href: `articles/${String(article).padStart(5, "0")}.html` }, title);
      results.append(
        element("li", {}, link, published ? element("small", {}, ` ${dayWords(published)}`) : null,
          element("p", {}, ...marked(sentence, query))),
      );
      shown += 1;
    }
    more.hidden = next >= numbers.length;
    // with a phrase, articles that have its words but not together are told apart only when they are looked at
    if (!shown) state.textContent = "Nothing found.";
    else if (more.hidden) state.textContent = counted(shown, "article");
    else state.textContent = `${shown} of ${counted(numbers.length, "article")}${query.phrases.length ? " with these words" : ""}`;
  }
  const more = element("button", { type: "button" }, "More");
  more.addEventListener("click", step);
  await step();
  if (mine === turn) results.after(more);
  all("#search > button").forEach((button) => button !== more && button.remove());
}

let pause;
box?.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(search, 150);
});
box?.form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  search();
});
