// The map: what is in view, from bottom to top. Register and survey lie in panes of their own, so that
// they can be shown one at a time or on two sides of a curtain.
"use strict";

(() => {
  const { geometry, store, state, t, number, el } = Mezha;
  const MOST = 9000, CLUSTER_FROM = 350, CLUSTER_UNTIL = 16.5, SHAPE_FROM = 15;
  const PANES = { ground: 350, register: 400, survey: 410, names: 420, findings: 430, chosen: 440 };
  const renderers = {};
  let map = null, drawn = new Set(), labels = [], outline = null, isAsked = false;

  const make = () => {
    map = L.map("map", { preferCanvas: true, zoomControl: false, maxZoom: 22, zoomSnap: 0.5 });
    map.attributionControl.setPrefix(false);
    for (const [name, level] of Object.entries(PANES)) {
      map.createPane(name).style.zIndex = level;
      map.getPane(name).style.pointerEvents = "none";
      if (name !== "names") renderers[name] = L.canvas({ pane: name, padding: 0.15 });
    }
    L.control.zoom({ position: "topleft" }).addTo(map);
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    addBase();
    if (state.at) map.setView([state.at[1], state.at[2]], state.at[0]);
    else showAll();
    map.on("moveend zoomend resize", () => {
      const center = map.getCenter();
      state.at = [map.getZoom(), center.lat, center.lng];
      Mezha.choice.remember();
      schedule();
      if (state.inView) Mezha.list.render();
    });
    map.on("click", (event) => Mezha.card.openAll(hit(event)));
    schedule();
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

  const view = () => {
    const bounds = map.getBounds().pad(0.05);
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  };

  const isShown = (look, zoom) => {
    const layer = store.layers[look.name];
    return layer && layer.info.count > 0 && zoom >= Mezha.fromZoom(look, layer) && !state.layersOff.has(look.name)
      && !(look.pane === "register" && state.show === "survey") && !(look.pane === "survey" && state.show === "register");
  };

  /** The outlines of a register object as they are shown: moved where displacements are taken out. */
  const outlines = (item) => {
    if (!state.aligned || Mezha.lookOf(item.layer?.name)?.pane !== "register") return item.polygons;
    const arrow = store.byKey.get(`arrow:${Mezha.bare(item.p.quarter_key)}`);
    if (!arrow) return item.polygons;
    item.moved ??= geometry.moved(item.polygons, geometry.aligner(arrow));
    return item.moved;
  };

  const shapeOf = (item, look, zoom) => {
    const polygons = outlines(item), name = polygons === item.polygons ? "shape" : "movedShape", style = Mezha.styleOf(look, item.p);
    item[name] ??= L.polygon(polygons, { ...style, renderer: renderers[look.pane], interactive: false, smoothFactor: 0.5 });
    const isFar = zoom < look.from;
    if (isFar !== (item[name].isFar ?? false)) {
      item[name].setStyle(isFar ? look.far : { opacity: 1, ...style });
      item[name].isFar = isFar;
    }
    return item[name];
  };

  const draw = () => {
    const bounds = view(), zoom = map.getZoom(), wanted = new Set();
    const shown = Mezha.looks.filter((look) => isShown(look, zoom));
    const layers = shown.map((look) => store.layers[look.name]);
    if (zoom >= SHAPE_FROM) layers.push(...Object.values(store.layers).filter((layer) => layer.isFindings && layer.name !== "findings_places"));
    store.look(layers, bounds);
    for (const look of shown) {
      for (const item of store.items(look.name)) {
        if (item.box === null || !geometry.meets(item.box, bounds)) continue;
        if (wanted.size > MOST) break;
        const shape = shapeOf(item, look, zoom);
        if (look.name === "quarters") Mezha.quarters.paint(item, shape, look.style, zoom >= 16);
        wanted.add(shape);
      }
    }
    const isCrowded = wanted.size > MOST || store.isCut();
    for (const label of labels) label.remove();
    labels = [];
    const signs = drawFindings(bounds, zoom, wanted);
    const quarters = Mezha.lookOf("quarters");
    if (quarters && isShown(quarters, zoom)) Mezha.quarters.names(bounds, map, addLabel, signs);
    if (!state.layersOff.has("shift_arrows")) Mezha.quarters.arrows(bounds, map, addLabel, (line) => wanted.add(line), renderers.findings);
    for (const shape of drawn) if (!wanted.has(shape)) shape.remove();
    for (const shape of wanted) if (!drawn.has(shape)) shape.addTo(map);
    drawn = wanted;
    drawChosen();
    Mezha.compare.clip(map);
    // Colours of quarters are paler where objects are seen through them: the legend follows.
    Mezha.$("legend").classList.toggle("near", zoom >= 16);
    Mezha.panel.dim(zoom);
    Mezha.notice(isCrowded ? t("too_many") : "");
  };

  const addLabel = (at, face, size, anchor, pane) => {
    const marker = L.marker(at, {
      icon: L.divIcon({ html: face, className: "", iconSize: size, iconAnchor: anchor }), pane: pane ?? "names",
      interactive: pane === "markerPane", keyboard: false,
    });
    marker.addTo(map);
    labels.push(marker);
    return marker;
  };

  /** Draws what passes the filters; tells where its signs lie, for words to keep clear of them. */
  const drawFindings = (bounds, zoom, wanted) => {
    const visible = store.findings.filter((item) => item.box && geometry.meets(item.box, bounds) && Mezha.choice.passes(item));
    if (visible.length > CLUSTER_FROM && zoom < CLUSTER_UNTIL) return drawClusters(visible);
    const signs = [];
    // What is worth most is drawn last, so that it lies on top.
    for (const item of visible.reverse()) {
      const { colour } = item.family;
      if (item.polygons.length > 0 && zoom >= SHAPE_FROM) {
        item.shape ??= L.polygon(item.polygons, {
          renderer: renderers.findings, color: colour, weight: 2, fillColor: colour, fillOpacity: 0.42, interactive: false, smoothFactor: 0.3,
        });
        wanted.add(item.shape);
        const a = map.latLngToLayerPoint([item.box[1], item.box[0]]), b = map.latLngToLayerPoint([item.box[3], item.box[2]]);
        if (Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y)) > 9) continue;
      }
      item.dot ??= L.circleMarker(item.center, {
        renderer: renderers.findings, radius: 5.5, color: "#ffffff", weight: 1.4, fillColor: colour, fillOpacity: 0.95, interactive: false,
      });
      wanted.add(item.dot);
      signs.push({ at: item.center, radius: 7 });
    }
    return signs;
  };

  const drawClusters = (visible) => {
    const cells = new Map(), size = 72;
    for (const item of visible) {
      const point = map.project(item.center), key = `${Math.floor(point.x / size)}:${Math.floor(point.y / size)}`;
      const cell = cells.get(key) ?? { n: 0, lat: 0, lng: 0, families: new Map() };
      cell.n += 1; cell.lat += item.center[0]; cell.lng += item.center[1];
      cell.families.set(item.family.colour, (cell.families.get(item.family.colour) ?? 0) + 1);
      cells.set(key, cell);
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
      addLabel(middle, face, [width, width], [width / 2, width / 2], "markerPane")
        .on("click", () => map.setView(middle, Math.max(map.getZoom() + 2, 14)));
      signs.push({ at: middle, radius: width / 2 });
    }
    return signs;
  };

  const drawChosen = () => {
    if (outline) { outline.remove(); outline = null; }
    const item = Mezha.card.item();
    if (!item?.center || !item.box) return;
    const style = { renderer: renderers.chosen, color: "#000000", weight: 3.5, fill: false, interactive: false };
    outline = item.polygons.length > 0 ? L.polygon(outlines(item), style) : L.circleMarker(item.center, { ...style, radius: 10 });
    outline.addTo(map);
  };

  /** What lies under a click: findings first, then objects from the top down. */
  const hit = (event) => {
    const { lat, lng } = event.latlng, zoom = map.getZoom(), found = [];
    const slack = 20 / 111320;
    for (const item of store.findings) {
      if (!item.box || !Mezha.choice.passes(item)) continue;
      const isShape = item.polygons.length > 0 && zoom >= SHAPE_FROM;
      const isNear = map.latLngToContainerPoint(item.center).distanceTo(event.containerPoint) <= 9;
      if (isNear || (isShape && geometry.inside(item.polygons, lat, lng))) found.push(item);
    }
    for (const look of [...Mezha.looks].reverse()) {
      if (!isShown(look, zoom) || look.name === "coverage") continue;
      for (const item of store.items(look.name)) {
        if (item.box && geometry.meets(item.box, [lng - slack, lat - slack, lng + slack, lat + slack])
          && geometry.inside(outlines(item), lat, lng)) found.push(item);
      }
    }
    return found;
  };

  /** Brings a thing into view; the card covers the right side, on a telephone the lower half: it is moved out from under it. */
  const show = (item) => {
    if (!map || !item.center) return;
    const bounds = [[item.box[1], item.box[0]], [item.box[3], item.box[2]]];
    const isArea = item.box[0] < item.box[2];
    const zoom = isArea ? Math.min(19, map.getBoundsZoom(bounds, false, L.point(260, 200))) : 18;
    map.setView(item.center, Math.max(zoom, item.layer.name === "quarters" ? 12 : 16), { animate: false });
    map.panBy(map.getSize().x > 760 ? [180, 0] : [0, map.getSize().y * 0.3], { animate: false });
  };

  Mezha.map = {
    make, schedule, show, showAll, outlines, map: () => map, box: () => (map ? view() : null),
    count: () => drawn.size, clusters: () => labels.length,
  };
})();
