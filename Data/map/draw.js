// The map: what is in view, from bottom to top. Register and survey lie in panes of their own where a curtain
// parts them; else all land is one sheet, and all signs of findings another.
"use strict";

(() => {
  const { geometry, store, state, t, number, el } = Mezha;
  const MOST = 9000, CLUSTER_FROM = 350, CLUSTER_UNTIL = 16.5, SHAPE_FROM = 15;
  const PANES = { ground: 350, register: 400, survey: 410, names: 420, findings: 430, tops: 440 };
  const sheets = {};
  const labels = new Map();   // what it says and where → marker
  let map = null, painted = 0, isAsked = false, idle = null;
  /** What is painted now; null where it has to be painted anew. */
  let region = null;

  const make = () => {
    map = L.map("map", { zoomControl: false, maxZoom: 22, zoomSnap: 0.5 });
    map.attributionControl.setPrefix(false);
    for (const [name, level] of Object.entries(PANES)) {
      map.createPane(name).style.zIndex = level;
      map.getPane(name).style.pointerEvents = "none";
    }
    L.control.zoom({ position: "topleft" }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    addBase();
    if (state.at) map.setView([state.at[1], state.at[2]], state.at[0]);
    else showAll();
    for (const name of Object.keys(PANES)) if (!["names", "tops"].includes(name)) sheets[name] = Mezha.canvas.sheet(name).addTo(map);
    map.on("moveend zoomend resize", () => {
      const center = map.getCenter();
      state.at = [map.getZoom(), center.lat, center.lng];
      Mezha.choice.rememberSoon();
      load();
      follow(true);
      if (state.inView) Mezha.list.render();
    });
    map.on("move", () => follow(false));
    map.on("click", (event) => Mezha.card.openAll(hit(event)));
    load();
    schedule();
  };

  // Safari has no such thing.
  const whenIdle = window.requestIdleCallback ?? ((call) => setTimeout(call, 60));

  /** Paints anew when the view has left what is painted; when it has come near its edge, as soon as there is time. */
  const follow = (isOver) => {
    if (!Mezha.canvas.holds(region, map, 0)) schedule();
    else if (isOver && idle === null && !Mezha.canvas.holds(region, map, 0.3)) {
      idle = whenIdle(() => { idle = null; schedule(); }, { timeout: 1500 });
    }
  };

  /** The municipality's own base map, when its job names one; its words are text, whatever they hold. */
  const addBase = () => {
    const { base } = Mezha.meta;
    if (!base) return;
    const words = (base.attribution ?? "").replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
    const tiles = L.tileLayer(base.address, { attribution: words, maxZoom: 22, maxNativeZoom: 19, className: "tiles" });
    if (!state.layersOff.has("base")) tiles.addTo(map);
    Mezha.choice.onChange((change) => {
      if ("layersOff" in change) state.layersOff.has("base") ? tiles.remove() : tiles.addTo(map);
    });
  };

  const showAll = () => {
    const box = [180, 90, -180, -90];
    for (const info of Mezha.meta.layers) {
      if (["coverage", "shift_arrows"].includes(info.name)) continue;
      for (const { bbox } of info.pieces) {
        if (!bbox) continue;
        box[0] = Math.min(box[0], bbox[0]); box[1] = Math.min(box[1], bbox[1]);
        box[2] = Math.max(box[2], bbox[2]); box[3] = Math.max(box[3], bbox[3]);
      }
    }
    if (box[0] <= box[2]) map.fitBounds([[box[1], box[0]], [box[3], box[2]]], { padding: [24, 24], animate: false });
    else map.setView([55.75, 37.6], 10);
  };

  const schedule = () => {
    if (!map || isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => { isAsked = false; draw(); });
  };

  /** Data come in many small pieces: they are painted together. */
  const arrived = () => {
    if (!map || isAsked || idle !== null) return;
    idle = whenIdle(() => { idle = null; schedule(); }, { timeout: 120 });
  };

  const view = () => {
    const bounds = map.getBounds().pad(0.05);
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  };

  const isShown = (look, zoom) => {
    const layer = store.layers[look.name];
    return layer && layer.info.count > 0 && zoom >= Mezha.fromZoom(look, layer) && !state.layersOff.has(look.name)
      && !(look.pane === "register" && state.show === "survey") && !(look.pane === "survey" && state.show === "register");
  };

  /** Asks for what of the layers shown lies in view. */
  const load = () => {
    const zoom = map.getZoom(), layers = Mezha.looks.filter((look) => isShown(look, zoom)).map((look) => store.layers[look.name]);
    if (zoom >= SHAPE_FROM) layers.push(...Object.values(store.layers).filter((layer) => layer.isFindings && layer.name !== "findings_places"));
    store.look(layers, view());
  };

  const arrowOf = (item) => {
    if (!state.aligned || Mezha.lookOf(item.layer?.name)?.pane !== "register") return undefined;
    return store.byKey.get(`arrow:${Mezha.bare(item.p.quarter_key)}`);
  };

  /** The outlines of a register object as they are shown: moved where displacements are taken out. */
  const outlines = (item) => {
    const arrow = arrowOf(item);
    if (!arrow) return item.polygons;
    item.moved ??= geometry.moved(item.polygons, geometry.aligner(arrow));
    return item.moved;
  };

  /** The same as they are painted. */
  const flat = (item) => {
    const polygons = outlines(item), name = polygons === item.polygons ? "flat" : "movedFlat";
    item[name] ??= Mezha.canvas.flatten(polygons);
    return item[name];
  };

  const draw = () => {
    region = Mezha.canvas.regionOf(map);
    const { box, zoom } = region, wanted = new Map();
    for (const sheet of Object.values(sheets)) sheet.begin(region);
    painted = 0;
    for (const look of Mezha.looks) {
      if (isShown(look, zoom)) drawLand(look, box, zoom, state.show === "swipe" ? sheets[look.pane] : sheets.ground);
    }
    const isCrowded = painted >= MOST || store.isCut();
    const add = (...label) => wanted.set(keyOf(label), label);
    const signs = drawFindings(box, zoom, add);
    const quarters = Mezha.lookOf("quarters");
    if (!state.layersOff.has("shift_arrows")) Mezha.quarters.arrows(box, map, add, sheets.findings, signs);
    if (quarters && isShown(quarters, zoom)) Mezha.quarters.names(box, map, add, signs);
    drawChosen();
    label(wanted);
    Mezha.compare.clip(map);
    // Colours of quarters are paler where objects are seen through them: the legend follows.
    Mezha.$("legend").classList.toggle("near", zoom >= 16);
    Mezha.panel.dim(zoom);
    const isEmpty = store.findings.length > 0 && Mezha.choice.isFiltered() && !store.findings.some(Mezha.choice.passes);
    Mezha.notice(isCrowded ? t("too_many") : isEmpty ? t("no_findings") : "");
  };

  /** One layer, a path for each style. */
  const drawLand = (look, box, zoom, sheet) => {
    const styles = new Map();
    store.inBox(look.name, box, (item) => {
      if (painted >= MOST || item.polygons.length === 0) return;
      painted += 1;
      const style = look.name === "quarters" ? Mezha.quarters.styleOf(item, look.style, zoom >= 16) : Mezha.styleOf(look, item.p, zoom);
      if (!styles.has(style)) styles.set(style, []);
      styles.get(style).push(flat(item));
    });
    for (const [style, flats] of styles) sheet.areas(flats, style);
  };

  // Labels and clusters stay where they are until they say something else or lie elsewhere.
  const keyOf = ([at, face, , , , name]) => `${at.lat ?? at[0]}|${at.lng ?? at[1]}|${name ?? ""}|${face.className}|${face.style.cssText}|${face.textContent}`;
  const label = (wanted) => {
    for (const [key, marker] of labels) if (!wanted.has(key)) { marker.remove(); labels.delete(key); }
    for (const [key, [at, face, size, anchor, click, , pane]] of wanted) {
      if (labels.has(key)) continue;
      const marker = L.marker(at, {
        icon: L.divIcon({ html: face, className: "", iconSize: size, iconAnchor: anchor }), pane: click ? "markerPane" : pane ?? "names",
        interactive: click !== undefined, keyboard: false,
      });
      if (click) marker.on("click", click);
      labels.set(key, marker.addTo(map));
    }
  };

  const outlineStyles = new Map(), dotStyles = new Map();
  const styleIn = (styles, colour, make) => {
    if (!styles.has(colour)) styles.set(colour, make());
    return styles.get(colour);
  };

  /** Draws what passes the filters; tells where its signs lie, for words to keep clear of them. */
  const drawFindings = (box, zoom, add) => {
    const visible = store.findings.filter((item) => item.box && geometry.meets(item.box, box) && Mezha.choice.passes(item));
    if (visible.length > CLUSTER_FROM && zoom < CLUSTER_UNTIL) return drawClusters(visible, add);
    const signs = [], pixels = region.scale / 360;
    // What is worth most is drawn last, so that it lies on top.
    for (const item of visible.reverse()) {
      const { colour } = item.family;
      painted += 1;
      if (item.polygons.length > 0 && zoom >= SHAPE_FROM) {
        item.flat ??= Mezha.canvas.flatten(item.polygons);
        sheets.findings.areas([item.flat], styleIn(outlineStyles, colour, () => ({ color: colour, weight: 2, fill: true, fillColor: colour, fillOpacity: 0.42 })));
        const high = (item.box[3] - item.box[1]) / Math.cos(item.center[0] * Math.PI / 180);
        if (Math.max(item.box[2] - item.box[0], high) * pixels > 9) continue;
      }
      sheets.findings.dot(item.center, 5.5, styleIn(dotStyles, colour, () => ({ color: "#ffffff", weight: 1.4, fill: true, fillColor: colour, fillOpacity: 0.95 })));
      signs.push({ at: item.center, radius: 7 });
    }
    return signs;
  };

  const drawClusters = (visible, add) => {
    const cells = new Map(), size = 72;
    for (const item of visible) {
      const point = map.project(item.center), key = `${Math.floor(point.x / size)}:${Math.floor(point.y / size)}`;
      let cell = cells.get(key);
      if (!cell) cells.set(key, cell = { n: 0, lat: 0, lng: 0, families: new Map() });
      cell.n += 1; cell.lat += item.center[0]; cell.lng += item.center[1];
      cell.families.set(item.family.colour, (cell.families.get(item.family.colour) ?? 0) + 1);
    }
    const signs = [];
    for (const cell of cells.values()) {
      // A ring of the families in proportion, the number in the middle.
      const shares = [...cell.families].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      let sum = 0;
      const stops = shares.map(([colour, n]) => `${colour} ${sum / cell.n * 360}deg ${(sum += n) / cell.n * 360}deg`);
      const width = Math.round(26 + 9 * Math.log10(cell.n + 1)), middle = [cell.lat / cell.n, cell.lng / cell.n];
      const face = el("div", {
        className: "cluster", title: `${number(cell.n)} ${t("cluster")}`,
        style: { width: `${width}px`, height: `${width}px`, background: `conic-gradient(${stops.join(",")})` },
      }, el("span", {}, number(cell.n)));
      add(middle, face, [width, width], [width / 2, width / 2], () => map.setView(middle, Math.max(map.getZoom() + 2, 14)));
      signs.push({ at: middle, radius: width / 2 });
    }
    return signs;
  };

  const drawChosen = () => {
    const item = Mezha.card.item();
    if (!item?.center || !item.box) return;
    const style = { color: "#000000", weight: 3.5, fill: false };
    if (item.polygons.length > 0) sheets.findings.areas([flat(item)], style);
    else sheets.findings.dot(item.center, 10, style);
  };

  /** What lies under a click: findings first, then objects from the top down. */
  const hit = (event) => {
    const { lat, lng } = event.latlng, zoom = map.getZoom(), found = [], near = 9;
    // Signs reach as far as they are drawn; outlines taken out of place by a displacement, a little farther than their box.
    const wide = near * 360 / (256 * 2 ** zoom), slack = 20 / 111320;
    for (const item of store.findings) {
      if (!item.box || !geometry.meets(item.box, [lng - wide, lat - wide, lng + wide, lat + wide]) || !Mezha.choice.passes(item)) continue;
      const isShape = item.polygons.length > 0 && zoom >= SHAPE_FROM;
      const isNear = map.latLngToContainerPoint(item.center).distanceTo(event.containerPoint) <= near;
      if (isNear || (isShape && geometry.inside(item.polygons, lat, lng))) found.push(item);
    }
    for (const look of [...Mezha.looks].reverse()) {
      if (!isShown(look, zoom) || look.name === "coverage") continue;
      store.inBox(look.name, [lng - slack, lat - slack, lng + slack, lat + slack], (item) => {
        if (geometry.inside(outlines(item), lat, lng)) found.push(item);
      });
    }
    return found;
  };

  /** Brings a thing into view; the card covers the right side, on a telephone the lower half: it is moved out from under it. */
  const show = (item) => {
    if (!map || !item.center) return;
    map.invalidateSize({ pan: false });
    const bounds = [[item.box[1], item.box[0]], [item.box[3], item.box[2]]];
    const isArea = item.box[0] < item.box[2];
    const zoom = isArea ? Math.min(19, map.getBoundsZoom(bounds, false, L.point(260, 200))) : 18;
    map.setView(item.center, Math.max(zoom, item.layer.name === "quarters" ? 12 : 16), { animate: false });
    map.panBy(map.getSize().x > 760 ? [180, 0] : [0, map.getSize().y * 0.3], { animate: false });
  };

  Mezha.map = {
    make, schedule, arrived, show, showAll, outlines, map: () => map, box: () => (map ? view() : null),
    load: () => { if (map) load(); }, count: () => painted, clusters: () => labels.size,
  };
})();
