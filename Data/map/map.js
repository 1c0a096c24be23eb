// The map of a run. Data come as scripts that call MEZHA.*, so that the page also works from a file.
// Everything from data reaches the page through textContent: nothing of it is ever read as HTML.
"use strict";
(() => {
  const WORDS = {
    ru: {
      other: "English", search: "Номер: кадастровый, съёмки, признака", register: "реестр",
      survey: "съёмка", findings: "Признаки", on_map: "показано", all: "из", base: "Подложка",
      probability: "Вероятность не ниже", list: "К проверке в первую очередь", more: "Показать ещё",
      nothing: "Ничего не найдено", no_place: "без координат", closer: "Приблизьте, чтобы увидеть участки и здания",
      too_many: "Слишком много объектов: приблизьте карту", measure: "Мера", tolerance: "Допуск",
      chance: "Вероятность", ratio: "Мера к допуску", area: "Площадь", depth: "Глубина", onto: "На чьей земле",
      quarter: "Квартал", objects_r: "В реестре", objects_s: "По съёмке", id: "Признак",
      also: "Здесь же", low: "осторожно", expected: "ожидаемо", year: "в год", once: "разово",
      channels: "Каналы не складываются: это разные деньги и разные сроки.", money: "Сколько это может стоить, ₽",
      sign: "Признак, а не нарушение: решает человек после проверки.", times: "раз",
      no_leaflet: "Нет библиотеки карты: положите leaflet.js и leaflet.css в папку map/leaflet (пакет libjs-leaflet).",
      no_findings: "Признаков нет", shift: "Сдвиг квартала (реестр минус съёмка)", close: "Закрыть",
      internal: "Для служебного пользования: есть суммы и адреса.", unplaced: "Без места на карте",
      register_parcels: "Участок реестра", register_buildings: "Здание реестра",
      register_constructions: "Сооружение реестра", survey_parcels: "Участок по съёмке",
      survey_buildings: "Здание по съёмке", quarters: "Кадастровый квартал", public_land: "Земля общего пользования",
      coverage: "Граница съёмки", yes: "да", no: "нет", finding: "признак", cluster: "Нажмите, чтобы приблизить",
    },
    en: {
      other: "Русский", search: "Cadastral number, survey or finding id", register: "register",
      survey: "survey", findings: "Findings", on_map: "shown", all: "of", base: "Base layers",
      probability: "Probability at least", list: "Inspect first", more: "Show more",
      nothing: "Nothing found", no_place: "no coordinates", closer: "Zoom in to see parcels and buildings",
      too_many: "Too many objects: zoom in", measure: "Measure", tolerance: "Tolerance",
      chance: "Probability", ratio: "Measure over tolerance", area: "Area", depth: "Depth", onto: "Onto",
      quarter: "Quarter", objects_r: "In the register", objects_s: "In the survey", id: "Finding",
      also: "Also here", low: "low", expected: "expected", year: "a year", once: "once",
      channels: "Channels are never added up: different money, different dates.", money: "What it may be worth, RUB",
      sign: "A sign, not an offence: a person decides after a check.", times: "×",
      no_leaflet: "The map library is missing: put leaflet.js and leaflet.css into map/leaflet (package libjs-leaflet).",
      no_findings: "No findings", shift: "Displacement (register minus survey)", close: "Close",
      internal: "Internal: holds sums and addresses.", unplaced: "Without a place on the map",
      register_parcels: "Register parcel", register_buildings: "Register building",
      register_constructions: "Register construction", survey_parcels: "Surveyed parcel",
      survey_buildings: "Surveyed building", quarters: "Cadastral quarter", public_land: "Public land",
      coverage: "Edge of the survey", yes: "yes", no: "no", finding: "finding", cluster: "Click to zoom in",
    },
  };

  // How each base layer is drawn, from bottom to top, and from which zoom.
  const BASE = [
    { name: "coverage", from: 0, style: { color: "#8a8f98", weight: 2, dashArray: "2 7", fill: false }, key: "dotted #8a8f98" },
    { name: "public_land", from: 12, style: { color: "#c9c3b2", weight: 1, fillColor: "#e4dfd0", fillOpacity: 0.8 }, key: "solid #c9c3b2" },
    { name: "quarters", from: 0, style: { color: "#5d6b7a", weight: 1.6, fillColor: "#ffffff", fillOpacity: 0.45 }, key: "solid #5d6b7a" },
    { name: "register_parcels", from: 16, style: { color: "#3f6d99", weight: 1.2, fillColor: "#1f4e79", fillOpacity: 0.04 }, key: "solid #1f4e79" },
    { name: "survey_parcels", from: 16, style: { color: "#4a4a4a", weight: 1.1, dashArray: "6 5", fill: false }, key: "dashed #4a4a4a" },
    { name: "register_buildings", from: 16.5, style: { color: "#1f4e79", weight: 1, fillColor: "#1f4e79", fillOpacity: 0.22 }, key: "solid #1f4e79", filled: true },
    { name: "register_constructions", from: 16.5, style: { color: "#1f4e79", weight: 1, fillColor: "#1f4e79", fillOpacity: 0.12 }, key: "solid #1f4e79" },
    { name: "survey_buildings", from: 16.5, style: { color: "#3a3a3a", weight: 1.4, dashArray: "4 3", fillColor: "#3a3a3a", fillOpacity: 0.1 }, key: "dashed #3a3a3a" },
  ];
  const LIMIT = 7000, CLUSTER_FROM = 1200, SHAPE_FROM = 15, PAGE = 40;

  let meta = null, language = "ru", map = null, canvas = null;
  const layers = {};        // name → {info, items, loaded: Set of files, on}
  const findings = [];      // all findings with a place
  const byKey = new Map();  // feature_key → item
  const namedIn = new Map(); // feature_key → findings that name it
  let money = {}, index = null, waitingForIndex = [];
  const hiddenKinds = new Set();
  let least = 0, shownInList = PAGE, selected = null, selectedShape = null, drawn = [], labels = [];

  const t = (word) => WORDS[language][word] ?? word;
  const pick = (pair) => (language === "ru" ? pair[0] : pair[1]);
  const word = (object) => object[language];
  const $ = (id) => document.getElementById(id);

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (name === "click") node.addEventListener("click", value);
      else if (name === "style") Object.assign(node.style, value);
      else if (name in node) node[name] = value;
      else node.setAttribute(name, value);
    }
    for (const child of children.flat()) {
      if (child !== null && child !== undefined) node.append(child);
    }
    return node;
  }
  const clear = (node) => { node.replaceChildren(); return node; };

  const number = (value, digits) => new Intl.NumberFormat(language, {
    minimumFractionDigits: 0, maximumFractionDigits: digits ?? 2,
  }).format(value);
  const roubles = (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(value);
  const bare = (key) => key.slice(key.indexOf(":") + 1);
  const unit = (code) => (meta.codes.unit[code] ? pick(meta.codes.unit[code]) : code);

  // MARK: data

  function load(file) {
    const script = document.createElement("script");
    script.src = file;
    script.async = true;
    document.head.append(script);
  }

  function loadPieces(layer, bounds) {
    for (const piece of layer.info.pieces) {
      if (layer.loaded.has(piece.file)) continue;
      const [west, south, east, north] = piece.bbox;
      if (bounds && (east < bounds[0] || west > bounds[2] || north < bounds[1] || south > bounds[3])) continue;
      layer.loaded.add(piece.file);
      load(piece.file);
    }
  }

  // A feature ready to be drawn and hit: its box, its rings in Leaflet's order.
  function prepare(feature, layer) {
    const geometry = feature.geometry;
    const item = { id: feature.id, layer, p: feature.properties, polygons: [], box: [180, 90, -180, -90] };
    const grow = ([x, y]) => {
      const box = item.box;
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    };
    if (geometry.type === "Point") {
      grow(geometry.coordinates);
    } else {
      const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
      for (const polygon of polygons) for (const point of polygon[0]) grow(point);
      item.polygons = polygons.map((rings) => rings.map((ring) => ring.map(([x, y]) => [y, x])));
    }
    item.center = [(item.box[1] + item.box[3]) / 2, (item.box[0] + item.box[2]) / 2];
    return item;
  }

  window.MEZHA = {
    meta(value) { meta = value; start(); },
    money(value) { money = value; refreshCard(); },
    search(value) {
      index = [];
      for (const [layer, rows] of Object.entries(value)) {
        for (const row of rows) index.push({ layer, key: row[0], text: bare(row[0]).toLowerCase(), x: row[1], y: row[2] });
      }
      for (const done of waitingForIndex.splice(0)) done();
    },
    features(name, piece, list) {
      const layer = layers[name];
      for (const feature of list) {
        const item = prepare(feature, layer);
        layer.items.push(item);
        byKey.set(item.p.feature_key, item);
        if (layer.isFindings) {
          item.family = meta.families.find((one) => one.kinds.some((kind) => kind.code === item.p.kind));
          item.money = (item.p.expected_year_rub ?? 0) + (item.p.expected_once_rub ?? 0);
          item.weight = item.p.probability * (item.p.ratio ?? 1);
          findings.push(item);
          const keys = `${item.p.register_keys};${item.p.survey_keys}`.split(";");
          for (const key of new Set(keys)) {
            if (!key) continue;
            if (!namedIn.has(key)) namedIn.set(key, []);
            namedIn.get(key).push(item);
          }
        }
      }
      if (layer.isFindings) {
        findings.sort((a, b) => Math.abs(b.money) - Math.abs(a.money) || b.weight - a.weight
          || (a.id < b.id ? -1 : 1));
        renderList();
        openFromHash();
      }
      schedule();
      refreshCard();
    },
  };

  // MARK: start

  function start() {
    const parameters = new URLSearchParams(location.hash.slice(1));
    language = parameters.get("lang") ?? meta.language;
    for (const info of meta.layers) {
      const isFindings = info.name.startsWith("findings_");
      layers[info.name] = { name: info.name, info, isFindings, items: [], loaded: new Set(), on: true };
    }
    renderPanel();
    if (!window.L) {
      notice(t("no_leaflet"), true);
    } else {
      makeMap();
    }
    for (const layer of Object.values(layers)) {
      if (layer.isFindings || ["quarters", "public_land", "coverage"].includes(layer.name)) loadPieces(layer);
    }
    load("data/money.js");
    $("language").addEventListener("click", () => {
      language = language === "ru" ? "en" : "ru";
      remember();
      renderPanel();
      refreshCard();
      schedule();
    });
    $("drawer").addEventListener("click", () => $("panel").classList.toggle("open"));
    makeSearch();
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeCard(); });
  }

  function makeMap() {
    canvas = L.canvas({ padding: 0.2 });
    map = L.map("map", { renderer: canvas, preferCanvas: true, zoomControl: false, maxZoom: 22, zoomSnap: 0.5 });
    L.control.zoom({ position: "bottomright" }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
    map.attributionControl.setPrefix(false);
    const box = [180, 90, -180, -90];
    for (const info of meta.layers) {
      if (info.name === "coverage") continue;
      for (const { bbox } of info.pieces) {
        box[0] = Math.min(box[0], bbox[0]); box[1] = Math.min(box[1], bbox[1]);
        box[2] = Math.max(box[2], bbox[2]); box[3] = Math.max(box[3], bbox[3]);
      }
    }
    if (box[0] <= box[2]) map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { padding: [20, 20], animate: false });
    else map.setView([55.75, 37.6], 10);
    map.on("moveend zoomend", schedule);
    map.on("click", (event) => hit(event));
    schedule();
  }

  // MARK: drawing: only what is in view, from bottom to top

  let scheduled = false;
  function schedule() {
    if (!map || scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => { scheduled = false; draw(); });
  }

  const view = () => {
    const bounds = map.getBounds().pad(0.1);
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  };
  const meets = (box, bounds) =>
    box[0] <= bounds[2] && box[2] >= bounds[0] && box[1] <= bounds[3] && box[3] >= bounds[1];
  const passes = (item) => !hiddenKinds.has(item.p.kind) && item.p.probability >= least;

  function put(shape) { shape.addTo(map); drawn.push(shape); return shape; }

  function draw() {
    for (const shape of drawn) shape.remove();
    for (const label of labels) label.remove();
    drawn = []; labels = [];
    const bounds = view(), zoom = map.getZoom();
    let count = 0, wantsCloser = false, isCrowded = false;
    for (const base of BASE) {
      const layer = layers[base.name];
      if (!layer || !layer.on || layer.info.count === 0) continue;
      if (zoom < base.from) { wantsCloser ||= base.from > 12; continue; }
      loadPieces(layer, bounds);
      for (const item of layer.items) {
        if (!meets(item.box, bounds)) continue;
        if (++count > LIMIT) { isCrowded = true; break; }
        item.shape ??= L.polygon(item.polygons, { ...base.style, interactive: false, smoothFactor: 0.5 });
        put(item.shape);
      }
    }
    drawFindings(bounds, zoom);
    drawQuarterNames(bounds, zoom);
    if (selectedShape) { selectedShape.remove(); selectedShape = null; }
    if (selected?.box) outline(selected);
    if (isCrowded) notice(t("too_many")); else if (wantsCloser) notice(t("closer")); else notice("");
  }

  function drawFindings(bounds, zoom) {
    const visible = findings.filter((item) => meets(item.box, bounds) && passes(item));
    if (visible.length > CLUSTER_FROM && zoom < 17) { drawClusters(visible); return; }
    // What matters most is drawn last, so that it lies on top.
    for (const item of visible.reverse()) {
      const colour = item.family.colour;
      const a = map.latLngToLayerPoint([item.box[1], item.box[0]]);
      const b = map.latLngToLayerPoint([item.box[3], item.box[2]]);
      const size = Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y));
      if (item.polygons.length > 0 && zoom >= SHAPE_FROM) {
        item.shape ??= L.polygon(item.polygons, {
          color: colour, weight: 2, fillColor: colour, fillOpacity: 0.45, interactive: false, smoothFactor: 0.3,
        });
        put(item.shape);
        if (size > 9) continue;
      }
      item.dot ??= L.circleMarker(item.center, {
        radius: 5, color: "#ffffff", weight: 1.2, fillColor: colour, fillOpacity: 0.95, interactive: false,
      });
      put(item.dot);
    }
  }

  function drawClusters(visible) {
    const cells = new Map(), size = 64;
    for (const item of visible) {
      const point = map.project(item.center);
      const key = `${Math.floor(point.x / size)}:${Math.floor(point.y / size)}`;
      const cell = cells.get(key) ?? { n: 0, lat: 0, lng: 0, families: new Map() };
      cell.n += 1; cell.lat += item.center[0]; cell.lng += item.center[1];
      const colour = item.family.colour;
      cell.families.set(colour, (cell.families.get(colour) ?? 0) + 1);
      cells.set(key, cell);
    }
    for (const cell of cells.values()) {
      const colour = [...cell.families].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0][0];
      const width = Math.round(22 + 9 * Math.log10(cell.n + 1));
      const center = [cell.lat / cell.n, cell.lng / cell.n];
      const face = el("div", {
        className: "cluster", title: t("cluster"),
        style: { width: `${width}px`, height: `${width}px`, background: colour },
      }, number(cell.n));
      const marker = L.marker(center, {
        icon: L.divIcon({ html: face, className: "", iconSize: [width, width] }),
      });
      marker.on("click", () => map.setView(center, Math.max(map.getZoom() + 2, 14)));
      marker.addTo(map);
      labels.push(marker);
    }
  }

  function drawQuarterNames(bounds, zoom) {
    const layer = layers.quarters;
    if (!layer?.on) return;
    const visible = layer.items.filter((item) => meets(item.box, bounds));
    for (const item of visible) {
      const width = map.latLngToLayerPoint([item.center[0], item.box[2]]).x
        - map.latLngToLayerPoint([item.center[0], item.box[0]]).x;
      if (width < 90 || visible.length > 200) continue;
      const face = el("div", { className: "quarter-name" }, bare(item.p.feature_key));
      const marker = L.marker(item.center, {
        icon: L.divIcon({ html: face, className: "", iconSize: [120, 16], iconAnchor: [60, -7] }), interactive: false,
      });
      marker.addTo(map);
      labels.push(marker);
    }
  }

  function outline(item) {
    const style = { color: "#000000", weight: 3.5, fill: false, interactive: false };
    selectedShape = item.polygons.length > 0
      ? L.polygon(item.polygons, style)
      : L.circleMarker(item.center, { ...style, radius: 9 });
    selectedShape.addTo(map);
  }

  function notice(text, isError) {
    const node = $("notice");
    if (node.classList.contains("error") && !isError) return;
    node.textContent = text;
    node.hidden = text === "";
    if (isError) node.classList.add("error");
  }

  // MARK: what lies under a click

  function inside(item, lat, lng) {
    for (const rings of item.polygons) {
      let isIn = false;
      for (const ring of rings) {
        for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
          const [yi, xi] = ring[i], [yj, xj] = ring[j];
          if ((yi > lat) !== (yj > lat) && lng < (xj - xi) * (lat - yi) / (yj - yi) + xi) isIn = !isIn;
        }
      }
      if (isIn) return true;
    }
    return false;
  }

  function hit(event) {
    const { lat, lng } = event.latlng, zoom = map.getZoom(), found = [];
    for (const item of findings) {
      if (!passes(item)) continue;
      const far = map.latLngToContainerPoint(item.center).distanceTo(event.containerPoint);
      const isShape = item.polygons.length > 0 && zoom >= SHAPE_FROM;
      if (far <= 8 || (isShape && meets(item.box, [lng, lat, lng, lat]) && inside(item, lat, lng))) found.push(item);
    }
    for (const base of [...BASE].reverse()) {
      const layer = layers[base.name];
      if (!layer?.on || zoom < base.from || base.name === "coverage") continue;
      for (const item of layer.items) {
        if (meets(item.box, [lng, lat, lng, lat]) && inside(item, lat, lng)) found.push(item);
      }
    }
    if (found.length > 0) openCard(found[0], found); else closeCard();
  }

  // MARK: the panel

  function renderPanel() {
    document.documentElement.lang = language;
    document.title = `Mezha · ${meta.municipality}`;
    $("town").textContent = meta.municipality;
    $("language").textContent = t("other");
    $("query").placeholder = t("search");
    $("dates").textContent = [
      `${t("register")} ${meta.register_date ?? "—"}`, `${t("survey")} ${meta.survey_date ?? "—"}`, meta.crs,
    ].join(" · ");
    $("disclaimer").textContent = `${t("sign")} ${t("internal")}`;
    renderMoney();
    renderFamilies();
    renderFilters();
    renderBase();
    renderList();
    renderUnplaced();
  }

  function renderMoney() {
    const section = clear($("money"));
    if (meta.totals.length === 0) return;
    section.append(
      el("h2", {}, t("money")),
      el("table", {},
        el("thead", {}, el("tr", {}, el("th", {}), el("th", {}, t("low")), el("th", {}, t("expected")))),
        el("tbody", {}, meta.totals.map((line) => el("tr", {},
          el("td", {}, `${pick(meta.channels[line.channel])}, ${t(line.period)}`
            + (line.budget === "municipal" ? "" : `, ${pick(meta.codes.budget[line.budget])}`)),
          el("td", { className: "number" }, roubles(line.low)),
          el("td", { className: "number" }, roubles(line.expected)))))),
      el("p", { className: "quiet" }, t("channels")));
  }

  const unfolded = new Set();
  function renderFamilies() {
    const section = clear($("families"));
    section.append(el("h2", {}, t("findings"), el("span", { className: "number", id: "shown" })));
    for (const family of meta.families) {
      const total = family.kinds.reduce((sum, kind) => sum + kind.count, 0);
      const on = family.kinds.some((kind) => !hiddenKinds.has(kind.code));
      const box = el("input", { type: "checkbox", checked: on, "aria-label": word(family) });
      box.indeterminate = on && family.kinds.some((kind) => hiddenKinds.has(kind.code));
      box.addEventListener("change", () => {
        for (const kind of family.kinds) box.checked ? hiddenKinds.delete(kind.code) : hiddenKinds.add(kind.code);
        filterChanged();
      });
      const fold = el("button", {
        className: "fold", type: "button", "aria-label": word(family),
        click: (event) => {
          event.preventDefault();
          unfolded.has(family.code) ? unfolded.delete(family.code) : unfolded.add(family.code);
          renderFamilies();
        },
      }, unfolded.has(family.code) ? "▾" : "▸");
      const row = el("label", { className: `row${total === 0 ? " none" : ""}` }, box,
        el("span", { className: "swatch", style: { background: family.colour } }),
        el("span", { className: "label" }, word(family)),
        el("span", { className: "count" }, number(total)), fold);
      const group = el("div", { className: "family" }, row);
      if (unfolded.has(family.code)) {
        group.append(el("div", { className: "kinds" }, family.kinds.map((kind) => {
          const kindBox = el("input", { type: "checkbox", checked: !hiddenKinds.has(kind.code) });
          kindBox.addEventListener("change", () => {
            kindBox.checked ? hiddenKinds.delete(kind.code) : hiddenKinds.add(kind.code);
            filterChanged();
          });
          return el("label", { className: `row${kind.count === 0 ? " none" : ""}`, title: kind[`meaning_${language}`] },
            kindBox, el("span", { className: "label" }, word(kind)),
            el("span", { className: "count" }, number(kind.count)));
        })));
      }
      section.append(group);
    }
    renderShown();
  }

  function renderShown() {
    const node = $("shown");
    if (!node) return;
    const count = findings.filter(passes).length;
    node.textContent = `${t("on_map")} ${number(count)} ${t("all")} ${number(meta.findings)}`;
  }

  function filterChanged() {
    shownInList = PAGE;
    renderFamilies();
    renderList();
    schedule();
  }

  function renderFilters() {
    const value = el("b", { className: "number" }, number(least, 2));
    const slider = el("input", { type: "range", min: 0, max: 1, step: 0.05, value: least });
    slider.addEventListener("input", () => {
      least = Number(slider.value);
      value.textContent = number(least, 2);
      shownInList = PAGE;
      renderShown();
      renderList();
      schedule();
    });
    clear($("filters")).append(el("label", {}, el("span", {}, t("probability")), slider, value));
  }

  function renderBase() {
    const section = clear($("base"));
    section.append(el("h2", {}, t("base")));
    for (const base of BASE) {
      const layer = layers[base.name];
      if (!layer || layer.info.count + layer.info.without_place === 0) continue;
      const box = el("input", { type: "checkbox", checked: layer.on });
      box.addEventListener("change", () => { layer.on = box.checked; schedule(); });
      const fill = base.style.fillColor ?? "transparent";
      section.append(el("label", { className: "row" }, box,
        el("span", { className: "key", style: {
          borderStyle: base.key.split(" ")[0], borderColor: base.key.split(" ")[1],
          background: base.style.fill === false ? "transparent" : fill + (base.filled ? "66" : "22"),
        } }),
        el("span", { className: "label" }, word(layer.info)),
        el("span", { className: "count" }, number(layer.info.count))));
    }
  }

  function renderList() {
    renderShown();
    const section = clear($("list"));
    const chosen = findings.filter(passes);
    section.append(el("h2", {}, t("list")));
    if (chosen.length === 0) { section.append(el("p", { className: "quiet" }, t("no_findings"))); return; }
    for (const item of chosen.slice(0, shownInList)) {
      const objects = [item.p.register_keys, item.p.survey_keys].filter(Boolean)[0] ?? "";
      section.append(el("button", {
        className: `item${selected === item ? " on" : ""}`, type: "button",
        style: { borderLeftColor: item.family.colour },
        click: () => { go(item); },
      },
      el("div", { className: "top" },
        el("span", {}, item.p[`kind_${language}`]),
        el("span", { className: "sum number" }, item.money !== 0 ? `${roubles(item.money)} ₽` : "")),
      el("div", { className: "sub" }, `${objects.split(";").map(bare).join(", ")} · ${measureText(item.p)}`)));
    }
    if (chosen.length > shownInList) {
      section.append(el("button", {
        className: "more", type: "button", click: () => { shownInList += PAGE * 3; renderList(); },
      }, `${t("more")} (${number(chosen.length - shownInList)})`));
    }
  }

  function renderUnplaced() {
    const section = clear($("unplaced"));
    if (meta.unplaced.length === 0) return;
    section.append(el("h2", {}, t("unplaced"), el("span", { className: "number" }, number(meta.unplaced.length))));
    for (const finding of meta.unplaced.slice(0, 50)) {
      const kind = meta.families.flatMap((family) => family.kinds).find((one) => one.code === finding.kind);
      section.append(el("div", { className: "item", style: { borderLeftColor: "#9aa5b1" } },
        el("div", { className: "top" }, el("span", {}, word(kind)), el("span", { className: "quiet" }, finding.quarter)),
        el("div", { className: "sub" }, finding[language])));
    }
    if (meta.unplaced.length > 50) section.append(el("p", { className: "quiet" }, `… ${number(meta.unplaced.length - 50)}`));
  }

  const measureText = (p) => `${number(p.measure, 2)} ${unit(p.unit)}`.trim();

  // MARK: search

  function makeSearch() {
    const input = $("query"), list = $("hits");
    const ready = (done) => {
      if (index) { done(); return; }
      waitingForIndex.push(done);
      if (waitingForIndex.length === 1) load("data/search.js");
    };
    input.addEventListener("focus", () => ready(() => {}));
    input.addEventListener("input", () => ready(() => suggest(input.value.trim().toLowerCase())));
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") list.querySelector("li[data-go]")?.click();
      if (event.key === "Escape") { list.hidden = true; }
    });
    document.addEventListener("click", (event) => {
      if (!event.target.closest(".search")) list.hidden = true;
    });
  }

  function suggest(query) {
    const list = clear($("hits"));
    list.hidden = query === "";
    if (query === "") return;
    const ranked = [];
    for (const item of findings) {
      const id = bare(item.p.feature_key).toLowerCase();
      const at = id.indexOf(query);
      if (at >= 0) ranked.push([at === 0 ? (id === query ? 0 : 1) : 2, item.id, item, null]);
      if (ranked.length > 400) break;
    }
    for (const entry of index) {
      const at = entry.text.indexOf(query);
      if (at >= 0) ranked.push([at === 0 ? (entry.text === query ? 0 : 1) : 2, entry.key, null, entry]);
      if (ranked.length > 2000) break;
    }
    ranked.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
    for (const [, , item, entry] of ranked.slice(0, 12)) {
      const name = item ? bare(item.p.feature_key) : bare(entry.key);
      const what = item ? item.p[`kind_${language}`]
        : t(entry.layer) + (entry.x === undefined ? ` · ${t("no_place")}` : "");
      list.append(el("li", {
        "data-go": "1",
        click: () => { list.hidden = true; item ? go(item) : goTo(entry); },
      }, el("span", {}, name), el("span", { className: "quiet" }, what)));
    }
    if (ranked.length === 0) list.append(el("li", { className: "quiet" }, t("nothing")));
  }

  function go(item) {
    if (map) {
      const bounds = [[item.box[1], item.box[0]], [item.box[3], item.box[2]]];
      const zoom = item.polygons.length > 0 ? Math.min(19, map.getBoundsZoom(bounds, false, L.point(160, 160))) : 18;
      map.setView(item.center, Math.max(zoom, item.layer.name === "quarters" ? 12 : 16), { animate: false });
      // The card covers the right side: what it is about is moved out from under it.
      if (map.getSize().x > 760) map.panBy([170, 0], { animate: false });
    }
    $("panel").classList.remove("open");
    openCard(item, [item]);
    renderList();
  }

  function goTo(entry) {
    if (entry.x === undefined) { openCard({ key: entry.key, layer: layers[entry.layer], p: null }, []); return; }
    if (map) map.setView([entry.y, entry.x], 18, { animate: false });
    const known = byKey.get(entry.key);
    if (known) { go(known); return; }
    // Its piece is on its way: the card opens when it is here.
    waiting = entry.key;
    loadPieces(layers[entry.layer], [entry.x, entry.y, entry.x, entry.y]);
  }
  let waiting = null;

  function goToKey(key) {
    const known = byKey.get(key);
    if (known) { go(known); return; }
    const find = () => { const entry = index.find((one) => one.key === key); if (entry) goTo(entry); };
    if (index) find(); else { waitingForIndex.push(find); load("data/search.js"); }
  }

  // MARK: the card

  let card = null;
  function openCard(item, others) {
    card = { item, others };
    selected = item;
    remember();
    renderCard();
    schedule();
  }

  function closeCard() {
    if (!card) return;
    card = null;
    selected = null;
    $("card").hidden = true;
    remember();
    schedule();
  }

  function refreshCard() {
    if (waiting && byKey.has(waiting)) {
      const item = byKey.get(waiting);
      waiting = null;
      go(item);
      return;
    }
    if (card) renderCard();
  }

  function renderCard() {
    const { item, others } = card, node = clear($("card"));
    node.hidden = false;
    node.style.borderTopColor = item.family?.colour ?? "var(--accent)";
    const body = el("div", { className: "body" });
    let title, under;
    if (item.family) {
      const kind = item.family.kinds.find((one) => one.code === item.p.kind);
      title = item.p[`kind_${language}`];
      under = kind[`meaning_${language}`];
    } else {
      title = bare(item.p?.feature_key ?? item.key);
      under = t(item.layer.name);
    }
    node.append(el("div", { className: "head" }, el("h3", {}, title), el("p", { className: "quiet" }, under),
      el("button", { className: "close", type: "button", "aria-label": t("close"), click: closeCard }, "×")), body);
    if (others.length > 1) {
      body.append(el("div", { className: "also" }, others.slice(0, 14).map((other) => el("button", {
        className: `chip${other === item ? " on" : ""}`, type: "button",
        click: () => openCard(other, others),
      }, el("i", { style: { background: other.family?.colour ?? "#1f4e79" } }), name(other)))));
    }
    if (item.family) findingBody(item, body); else objectBody(item, body);
  }

  const name = (item) => item.family
    ? item.p[`kind_${language}`] : `${t(item.layer.name)} ${bare(item.p.feature_key)}`;

  function findingBody(item, body) {
    const p = item.p, colour = item.family.colour;
    const cell = (label, value) => el("div", {}, el("span", {}, label), el("b", {}, value));
    const cells = [];
    if (p.unit !== "") cells.push(cell(t("measure"), measureText(p)));
    if (p.tolerance !== null) cells.push(cell(t("tolerance"), `${number(p.tolerance, 2)} ${unit(p.unit)}`));
    cells.push(cell(t("chance"), number(p.probability, 2)));
    if (p.area_m2 !== null) cells.push(cell(t("area"), `${number(p.area_m2, 1)} ${unit("m2")}`));
    if (p.depth_m !== null) cells.push(cell(t("depth"), `${number(p.depth_m, 2)} ${unit("m")}`));
    if (p.onto !== null) cells.push(cell(t("onto"), pick(meta.codes.onto[p.onto])));
    body.append(el("div", { className: "measure" }, cells));
    if (p.ratio !== null) {
      // A logarithmic bar from a tenth of the tolerance to a hundredfold; the mark is the tolerance.
      const place = (ratio) => Math.max(0, Math.min(100, (Math.log10(ratio) + 1) / 3 * 100));
      body.append(el("div", {},
        el("div", { className: "quiet" }, `${t("ratio")}: ${number(p.ratio, 1)} ${t("times")}`),
        el("div", { className: "bar" }, el("i", { style: { width: `${place(p.ratio)}%`, background: colour } }),
          el("u", { style: { left: `${place(1)}%` }, title: t("tolerance") }))));
    }
    const detail = p[`detail_${language}`];
    if (detail) body.append(el("div", { className: "detail" }, detail));
    const rows = [];
    if (p.register_keys) rows.push([t("objects_r"), keyLinks(p.register_keys)]);
    if (p.survey_keys) rows.push([t("objects_s"), keyLinks(p.survey_keys)]);
    rows.push([t("quarter"), keyLinks(p.quarter_key)]);
    rows.push([t("id"), el("code", {}, bare(p.feature_key))]);
    body.append(facts(rows));
    const lines = money[bare(p.feature_key)];
    if (lines) body.append(moneyTable(lines));
    body.append(el("div", { className: "sign" }, t("sign")));
  }

  function keyLinks(keys) {
    const nodes = [];
    for (const key of keys.split(";")) {
      if (nodes.length > 0) nodes.push(", ");
      nodes.push(el("button", { className: "link", type: "button", click: () => goToKey(key) }, bare(key)));
      if (nodes.length > 60) { nodes.push(" …"); break; }
    }
    return nodes;
  }

  const coded = (list, code) => (meta.codes[list][code] ? pick(meta.codes[list][code]) : code);

  const facts = (rows) => el("table", { className: "facts" }, el("tbody", {},
    rows.map(([label, value]) => el("tr", {}, el("td", {}, label), el("td", {}, value)))));

  function moneyTable(lines) {
    const rows = [];
    for (const [object, channel, tax, low, expected, high, period, budget, law, assumptions] of lines) {
      rows.push(el("tr", {},
        el("td", {}, `${pick(meta.channels[channel])}, ${t(period)}`),
        el("td", { className: "number" }, roubles(low)),
        el("td", { className: "number" }, el("b", {}, roubles(expected))),
        el("td", { className: "number" }, roubles(high))));
      rows.push(el("tr", { className: "note" },
        el("td", { colSpan: 4 }, [object, coded("tax", tax), coded("budget", budget), law, assumptions].filter(Boolean).join(" · "))));
    }
    return el("table", { className: "lines" },
      el("thead", {}, el("tr", {}, el("th", {}, "₽"), el("th", {}, "P10"), el("th", {}, t("expected")), el("th", {}, "P90"))),
      el("tbody", {}, rows));
  }

  function objectBody(item, body) {
    if (item.p) {
      const rows = [];
      for (const property of item.layer.info.properties) {
        const value = item.p[property.name];
        const isCount = property.name.endsWith("_count") || property.name.endsWith("_rub");
        if (value === null || value === "" || property.name === "feature_key") continue;
        if (property.name === "finding_count" || (isCount && value === 0)) continue;
        rows.push([word(property), valueNode(property, value)]);
      }
      body.append(facts(rows));
    } else {
      body.append(el("p", { className: "quiet" }, t("no_place")));
    }
    const key = item.p?.feature_key ?? item.key;
    const named = namedIn.get(key) ?? [];
    if (named.length > 0) {
      body.append(el("div", {}, named.slice(0, 30).map((finding) => el("button", {
        className: "item", type: "button", style: { borderLeftColor: finding.family.colour },
        click: () => openCard(finding, [finding, item]),
      }, el("div", { className: "top" }, el("span", {}, finding.p[`kind_${language}`]),
        el("span", { className: "sum number" }, finding.money !== 0 ? `${roubles(finding.money)} ₽` : "")),
      el("div", { className: "sub" }, measureText(finding.p))))));
    }
  }

  function valueNode(property, value) {
    const codes = meta.codes[property.name];
    if (codes && codes[value]) return pick(codes[value]);
    if (property.name.endsWith("_key") || property.name.endsWith("_keys")) return keyLinks(value);
    if (typeof value === "boolean") return value ? t("yes") : t("no");
    if (typeof value === "number") {
      if (property.name.startsWith("year")) return String(value);
      const sign = { m2: unit("m2"), m: unit("m"), RUB: "₽", deg: "°" }[property.unit] ?? "";
      return `${number(value, property.unit === "deg" ? 4 : 2)} ${sign}`.trim();
    }
    return String(value);
  }

  // MARK: the address: #finding=…&lang=…

  function remember() {
    const parameters = new URLSearchParams();
    if (selected?.family) parameters.set("finding", bare(selected.p.feature_key));
    if (language !== meta.language) parameters.set("lang", language);
    const hash = parameters.toString();
    try { history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search); } catch { /* a file page may refuse */ }
  }

  let hashDone = false;
  function openFromHash() {
    if (hashDone) return;
    const wanted = new URLSearchParams(location.hash.slice(1)).get("finding");
    if (!wanted) { hashDone = true; return; }
    const item = byKey.get(`finding:${wanted}`);
    if (item) { hashDone = true; go(item); }
  }
  window.addEventListener("hashchange", () => { hashDone = false; openFromHash(); });
})();
