// The map: coasts, borders, a scale, dots and labels that never cover one another; zoom and drag.
"use strict";

const SVG = "http://www.w3.org/2000/svg";
const KILOMETRES = 111.2; // a degree of latitude
const LOCATOR = 180; // width of the small map that shows where the map lies
const DOTS = 300; // more than these in view are told to be left out

function shape(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// steps in hundredths of a degree to lines of degrees with their bounds
function unpacked(lines) {
  return lines.map((steps) => {
    const points = new Float32Array(steps.length);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    let x = 0;
    let y = 0;
    for (let i = 0; i < steps.length; i += 2) {
      x += steps[i];
      y += steps[i + 1];
      points[i] = x / 100;
      points[i + 1] = y / 100;
      box[0] = Math.min(box[0], points[i]);
      box[1] = Math.min(box[1], points[i + 1]);
      box[2] = Math.max(box[2], points[i]);
      box[3] = Math.max(box[3], points[i + 1]);
    }
    return { points, box };
  });
}

const squeeze = (lat) => Math.max(Math.cos((lat * Math.PI) / 180), 0.2);

// the view that holds all spots: centre and half of its height in degrees
function around(spots, shape) {
  const lats = spots.map((spot) => spot.lat);
  const lons = spots.map((spot) => spot.lon);
  const [south, north, west, east] = [Math.min(...lats), Math.max(...lats), Math.min(...lons), Math.max(...lons)];
  const lat = (south + north) / 2;
  const half = Math.max((north - south) / 2, ((east - west) / 2) * squeeze(lat) * shape, 0.4) * 1.2;
  return { lat, lon: (west + east) / 2, half: Math.min(half, 90) };
}

// the nearer three quarters of the spots, where they crowd into a third of the map of all
function crowd(spots, shape) {
  const middle = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const lat = middle(spots.map((spot) => spot.lat));
  const lon = middle(spots.map((spot) => spot.lon));
  const away = (spot) => Math.max(Math.abs(spot.lat - lat), Math.abs(spot.lon - lon));
  const near = [...spots].sort((a, b) => away(a) - away(b)).slice(0, Math.ceil(spots.length * 0.75));
  const whole = around(spots, shape);
  const most = around(near, shape);
  return spots.length >= 4 && 3 * most.half < whole.half ? most : whole;
}

const ink = document.createElement("canvas").getContext("2d");
ink.font = "12px system-ui, sans-serif";

// Places for as many labels as fit: each is tried on four sides of its dot, the most mentioned first.
function labelled(dots, width, height) {
  const taken = dots.map(({ x, y, r }) => [x - r, y - r, x + r, y + r]);
  const free = ([a, b, c, d]) =>
    a >= 2 && b >= 2 && c <= width - 2 && d <= height - 2 &&
    taken.every(([e, f, g, h]) => c <= e || g <= a || d <= f || h <= b);
  const labels = [];
  for (const { x, y, r, spot } of dots) {
    const long = ink.measureText(spot.name).width * 1.08 + 4;
    for (const [left, top] of [
      [x + r + 2, y - 8],
      [x - r - 2 - long, y - 8],
      [x - long / 2, y - r - 18],
      [x - long / 2, y + r + 2],
    ]) {
      const box = [left, top, left + long, top + 16];
      if (free(box)) {
        taken.push(box);
        labels.push({ name: spot.name, x: left + 2, y: top + 8 });
        break;
      }
    }
  }
  return labels;
}

// The spots to draw, the most mentioned first; those that would lie on one another are one dot.
function dotsOf(spots, at, width, height) {
  const cells = new Map();
  let left = 0;
  for (const spot of spots) {
    const [x, y] = at(spot.lon, spot.lat);
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const cell = `${Math.floor(x / 9)} ${Math.floor(y / 9)}`;
    if (cells.has(cell)) cells.get(cell).others.push(spot.name);
    else if (cells.size === DOTS) left += 1;
    else cells.set(cell, { x, y, r: Math.min(4 + Math.log2(spot.weight), 11), spot, others: [] });
  }
  return { dots: [...cells.values()], left };
}

function scaleBar(pixels, height) {
  // pixels a kilometre, to a round length of at most 140 pixels
  const long = 140 / pixels;
  const power = 10 ** Math.floor(Math.log10(long));
  const length = [5, 2, 1].map((n) => n * power).find((n) => n <= long);
  const right = 12 + length * pixels;
  return shape(
    "g",
    { class: "scale" },
    shape("path", { d: `M12 ${height - 16}v6H${right.toFixed(1)}v-6` }),
    shape("text", { x: 16, y: height - 20 }, `${length.toLocaleString("en")} km`),
  );
}

// `spots`: name, lat, lon, precision, weight, told (lines), open (what a click does) or href
async function drawMap(container, spots, title) {
  const outline = await load("outline", "assets");
  const lines = { coasts: unpacked(outline.coasts), borders: unpacked(outline.borders) };
  const ordered = [...spots].sort((a, b) => b.weight - a.weight);
  const width = Math.max(container.clientWidth, 280);
  const height = Math.round(Math.min(Math.max(width * 0.6, 260), 520));
  const views = { crowd: crowd(ordered, height / width), all: around(ordered, height / width) };
  let view = { ...views.crowd };

  const picture = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": title });
  const note = element("p", { class: "note" });
  const locator = shape("svg", { viewBox: `0 0 ${LOCATOR} ${LOCATOR * 0.6}`, class: "locator", role: "img", "aria-label": "Where the map lies" });
  const buttons = element("div", { class: "zoom" });
  container.replaceChildren(picture, buttons, element("div", { class: "foot" }, locator, note));
  container.tabIndex = 0;
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", `${title}; arrows move it, plus and minus zoom`);

  function path(kind, at, bounds) {
    let d = "";
    for (const { points, box } of lines[kind]) {
      if (box[2] < bounds[0] || box[0] > bounds[2] || box[3] < bounds[1] || box[1] > bounds[3]) continue;
      let pen = "M";
      for (let i = 0; i < points.length; i += 2) {
        // no line along the date line, where countries are cut, nor from one of its sides to the other
        if (i && (Math.abs(points[i] - points[i - 2]) > 180 || Math.min(Math.abs(points[i]), Math.abs(points[i - 2])) > 179.9)) pen = "M";
        const [x, y] = at(points[i], points[i + 1]);
        d += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
        pen = "L";
      }
    }
    return shape("path", { class: kind, d });
  }

  function draw() {
    const scale = height / (2 * view.half);
    const across = scale * squeeze(view.lat);
    const at = (lon, lat) => [width / 2 + (lon - view.lon) * across, height / 2 - (lat - view.lat) * scale];
    const span = width / 2 / across;
    const bounds = [view.lon - span, view.lat - view.half, view.lon + span, view.lat + view.half];
    const { dots, left } = dotsOf(ordered, at, width, height);
    const drawn = dots.map(({ x, y, r, spot, others }) => {
      const told = [spot.name, ...spot.told, ...(others.length ? [`and beside it ${others.slice(0, 8).join(", ")}`] : [])];
      const dot = shape("a", {
        class: "spot",
        href: spot.href ?? "#map",
        "aria-label": told.join(". "),
        "data-precision": spot.precision || "place",
      });
      dot.append(shape("title", {}, told.join("\n")), shape("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: r.toFixed(1) }));
      if (spot.open) {
        dot.addEventListener("click", (event) => {
          event.preventDefault();
          spot.open();
        });
      }
      return dot;
    });
    const labels = labelled(dots, width, height).map(({ name, x, y }) =>
      shape("text", { class: "label", x: x.toFixed(1), y: y.toFixed(1) }, name),
    );
    picture.replaceChildren(
      shape("rect", { class: "sea", width, height }),
      path("coasts", at, bounds),
      path("borders", at, bounds),
      scaleBar(scale / KILOMETRES, height),
      ...drawn,
      ...labels,
    );
    locate();
    note.textContent =
      (left ? `${counted(left, "more place")} in view; zoom in to see them. ` : "") +
      "A ring stands in the middle of a district, a region or a country. Lines: Natural Earth. Places: GeoNames, CC BY 4.0.";
  }

  // the wider surroundings, with a frame where the map lies
  function locate() {
    const tall = LOCATOR * 0.6;
    const half = Math.min(Math.max(view.half * 8, 6), 60);
    const scale = tall / (2 * half);
    const across = scale * squeeze(view.lat);
    const at = (lon, lat) => [LOCATOR / 2 + (lon - view.lon) * across, tall / 2 - (lat - view.lat) * scale];
    const span = LOCATOR / 2 / across;
    const bounds = [view.lon - span, view.lat - half, view.lon + span, view.lat + half];
    const frame = [(tall * view.half * width) / height / half, (tall * view.half) / half];
    locator.toggleAttribute("hidden", view.half > 20);
    locator.replaceChildren(
      shape("rect", { class: "sea", width: LOCATOR, height: tall }),
      path("coasts", at, bounds),
      path("borders", at, bounds),
      shape("rect", {
        class: "frame",
        x: (LOCATOR - frame[0]) / 2,
        y: (tall - frame[1]) / 2,
        width: frame[0],
        height: frame[1],
      }),
    );
  }

  function zoom(factor) {
    view.half = Math.min(Math.max(view.half * factor, 0.02), 90);
    draw();
  }

  function move(east, north) {
    view.lon += (east * view.half) / squeeze(view.lat);
    view.lat = Math.min(Math.max(view.lat + north * view.half, -89), 89);
    draw();
  }

  const deeds = {
    "+": [() => zoom(1 / 1.6), "Zoom in"],
    "−": [() => zoom(1.6), "Zoom out"],
    most: [() => ((view = { ...views.crowd }), draw()), "Show most places"],
    all: [() => ((view = { ...views.all }), draw()), "Show all places"],
  };
  for (const [name, [deed, label]] of Object.entries(deeds)) {
    const button = element("button", { type: "button", "aria-label": label, title: label }, name);
    button.addEventListener("click", deed);
    buttons.append(button);
  }
  container.addEventListener("keydown", (event) => {
    const found = {
      ArrowLeft: () => move(-0.4, 0),
      ArrowRight: () => move(0.4, 0),
      ArrowUp: () => move(0, 0.4),
      ArrowDown: () => move(0, -0.4),
      "+": () => zoom(1 / 1.6),
      "-": () => zoom(1.6),
    }[event.key];
    if (!found || event.target !== container) return;
    event.preventDefault();
    found();
  });
  container.addEventListener(
    "wheel",
    (event) => {
      // the page scrolls on, unless the map was chosen
      if (!event.ctrlKey && document.activeElement !== container) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1 / 1.25 : 1.25);
    },
    { passive: false },
  );
  let from = null;
  picture.addEventListener("pointerdown", (event) => {
    if (!event.target.closest(".spot")) from = [event.clientX, event.clientY];
  });
  picture.addEventListener("pointermove", (event) => {
    if (!from || !event.buttons) return;
    const pixels = picture.getBoundingClientRect().height / 2;
    move((from[0] - event.clientX) / pixels, (event.clientY - from[1]) / pixels);
    from = [event.clientX, event.clientY];
  });
  window.addEventListener("pointerup", () => (from = null));
  draw();
}

// a map is drawn when it comes near the view
function whenSeen(container, deed) {
  const watcher = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        watcher.disconnect();
        deed();
      }
    },
    { rootMargin: "300px" },
  );
  watcher.observe(container);
}
