// The data: only what is in view is loaded, never more than a fixed number of bytes at once; what left
// the view makes room. Data come as scripts that call MEZHA.*, so that the page also works from a file.
"use strict";

(() => {
  const LIMIT = 10_000_000;   // bytes of pieces held at once
  const { geometry } = Mezha;
  const layers = {};          // name → {name, info, isFindings, isOn, pieces: [{info, items, asked, used}]}
  const findings = [];        // every finding, what is worth most first
  const byKey = new Map();    // key → finding, or a feature that is loaded
  const namedIn = new Map();  // key of an object → findings in loaded pieces that name it
  const listeners = [];
  let ticks = 0, isCut = false;

  const changed = () => { for (const listener of listeners) listener(); };

  /** Loads a script; tells once it has run, or says on the page that it is missing. */
  const scripts = new Map();
  const load = (file, again) => {
    if (scripts.has(file) && !again) return scripts.get(file);
    const promise = new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = file;
      script.async = true;
      script.addEventListener("load", () => { script.remove(); done(); });
      script.addEventListener("error", () => {
        Mezha.notice(Mezha.t("no_data").replace("{file}", `map/${file}`), true);
        failed(new Error(file));
      });
      document.head.append(script);
    });
    promise.catch(() => {});
    scripts.set(file, promise);
    return promise;
  };

  const start = (meta) => {
    for (const info of meta.layers) {
      layers[info.name] = {
        name: info.name, info, isFindings: info.name.startsWith("findings_"), isOn: true, order: meta.layers.indexOf(info),
        pieces: info.pieces.map((piece) => ({ info: piece, items: null, asked: false, used: 0 })),
      };
    }
  };

  const waiting = new Map();  // key → outline of a finding that came before its row of the list
  const familyOf = new Map();
  /** The short rows of the list of findings. */
  const takeRows = (rows) => {
    const { meta } = Mezha;
    if (familyOf.size === 0) {
      for (const family of meta.families) for (const kind of family.kinds) familyOf.set(kind.code, { family, kind });
    }
    for (const [id, kind, quarter, probability, measure, unit, year, once, lng, lat, layer, piece, objects] of rows) {
      const { family, kind: words } = familyOf.get(meta.kinds[kind]);
      const item = {
        id, key: `finding:${id}`, isFinding: true, family, kind: words, quarter: meta.quarters[quarter] ?? "", probability,
        measure, unit, year, once, objects, center: lat === null ? null : [lat, lng],
        box: lat === null ? null : [lng, lat, lng, lat], polygons: [], p: null,
        layer: layers[meta.layers[layer].name], piece, list: takeRows.list,
      };
      findings.push(item);
      byKey.set(item.key, item);
      const early = waiting.get(item.key);
      if (early) { complete(item, early.feature); early.piece.items.push(item); waiting.delete(item.key); }
    }
    changed();
  };

  /** Gives a finding of the list its outline, words and measures. */
  const complete = (item, { properties: p, geometry: written }) => {
    const shape = geometry.read(written);
    Object.assign(item, { p, polygons: shape.polygons, box: shape.box ?? item.box, flat: undefined });
    for (const key of new Set([...Mezha.keys(p.register_keys), ...Mezha.keys(p.survey_keys)])) {
      if (!namedIn.has(key)) namedIn.set(key, new Set());
      namedIn.get(key).add(item);
    }
    return item;
  };

  const takeFeatures = (name, number, features) => {
    const layer = layers[name], piece = layer.pieces[number];
    if (!piece.asked) return;
    piece.items = features.map((feature) => {
      const p = feature.properties;
      if (layer.isFindings) {
        const item = byKey.get(p.feature_key);
        if (!item) waiting.set(p.feature_key, { feature, piece });
        return item ? complete(item, feature) : null;
      }
      const shape = geometry.read(feature.geometry);
      // An arrow has the key of its quarter, which is another thing.
      const key = name === "shift_arrows" ? `arrow:${Mezha.bare(p.feature_key)}` : p.feature_key;
      const item = { key, layer, p, ...shape, center: shape.box ? geometry.center(shape.box) : null };
      byKey.set(item.key, item);
      return item;
    }).filter(Boolean);
    changed();
  };

  const forget = (piece, layer) => {
    for (const item of piece.items) {
      if (layer.isFindings) {
        for (const key of [...Mezha.keys(item.p?.register_keys), ...Mezha.keys(item.p?.survey_keys)]) {
          namedIn.get(key)?.delete(item);
        }
        Object.assign(item, { p: null, polygons: [], flat: undefined, box: item.center && [item.center[1], item.center[0], item.center[1], item.center[0]] });
      } else {
        byKey.delete(item.key);
      }
    }
    for (const [key, early] of waiting) if (early.piece === piece) waiting.delete(key);
    piece.items = null;
    piece.asked = false;
  };

  const ask = (layer, piece) => {
    piece.used = ++ticks;
    if (piece.asked) return load(piece.info.file);
    piece.asked = true;
    return load(piece.info.file, true);
  };

  /** Loads what of `wanted` layers lies in `box`, nearest to its middle first, and no more than fits. */
  const look = (wanted, box) => {
    const list = [], [lat, lng] = geometry.center(box);
    for (const layer of wanted) {
      for (const piece of layer.pieces) {
        const own = piece.info.bbox;
        if (own === null || !geometry.meets(own, box)) continue;
        const [y, x] = geometry.center(own);
        list.push({ layer, piece, far: layer.name === "quarters" ? 0 : Math.hypot(x - lng, y - lat) });
      }
    }
    list.sort((a, b) => a.far - b.far || a.layer.order - b.layer.order);
    let sum = 0;
    const kept = [];
    for (const entry of list) {
      if (sum + entry.piece.info.bytes > LIMIT && kept.length > 0) { isCut = true; break; }
      sum += entry.piece.info.bytes;
      kept.push(entry);
    }
    isCut = kept.length < list.length;
    for (const { piece } of kept) piece.used = ++ticks;
    const now = ticks - kept.length;
    const loaded = Object.values(layers).flatMap((layer) => layer.pieces.filter((piece) => piece.items).map((piece) => ({ layer, piece })));
    let held = loaded.reduce((all, { piece }) => all + piece.info.bytes, 0);
    held += kept.reduce((all, { piece }) => all + (piece.items ? 0 : piece.info.bytes), 0);
    loaded.sort((a, b) => a.piece.used - b.piece.used);
    for (const { layer, piece } of loaded) {
      if (held <= LIMIT || piece.used > now) break;
      held -= piece.info.bytes;
      forget(piece, layer);
    }
    for (const { layer, piece } of kept) ask(layer, piece);
  };

  /** The whole of a finding: its outline, words and measures. */
  const whole = async (item) => {
    if (!item.p) await ask(item.layer, item.layer.pieces[item.piece]);
    return item;
  };

  /** The features of some keys, of which those far from view are looked up first. */
  const objects = async (keys) => {
    const found = [];
    for (const key of keys) {
      if (!byKey.has(key)) {
        const entry = await Mezha.index.exact(key);
        if (entry && entry.piece >= 0) await ask(layers[entry.layer], layers[entry.layer].pieces[entry.piece]);
      }
      found.push(byKey.get(key) ?? null);
    }
    return found;
  };

  let money = {};
  const linesOf = async (item) => {
    const file = Mezha.meta.lists[item.list]?.money;
    if (item.year === null && item.once === null) return [];
    if (!money[item.id] && file) await load(file, true);
    return money[item.id] ?? [];
  };

  let reasons = {};
  /** What was compared, what the probability is made of, what would change the sign. */
  const whyOf = async (item) => {
    const file = Mezha.meta.lists[item.list]?.why;
    if (!reasons[item.id] && file) await load(file, true);
    return reasons[item.id] ?? null;
  };

  window.MEZHA = {
    meta: (value) => Mezha.start(value),
    findings: (number, rows) => { takeRows.list = number; takeRows(rows); },
    features: takeFeatures,
    money: (value) => { money = value; },
    why: (value) => { reasons = value; },
    decisions: (rows) => Mezha.decisions.take(rows),
    search: (layer, number, rows) => Mezha.index.take(layer, number, rows),
  };

  /** Visits what is loaded of a layer and meets `box`; pieces beside it are passed over whole. */
  const inBox = (name, box, visit) => {
    for (const { info, items } of layers[name]?.pieces ?? []) {
      if (items === null || info.bbox === null || !geometry.meets(info.bbox, box)) continue;
      for (const item of items) if (item.box !== null && geometry.meets(item.box, box)) visit(item);
    }
  };

  Mezha.store = {
    start, inBox, layers, findings, byKey, namedIn, load, look, ask, whole, objects, linesOf, whyOf,
    onChange: (listener) => listeners.push(listener), isCut: () => isCut,
    items: (name) => (layers[name]?.pieces ?? []).flatMap((piece) => piece.items ?? []),
    held: () => Object.values(layers).flatMap((layer) => layer.pieces).reduce((sum, piece) => sum + (piece.items ? piece.info.bytes : 0), 0),
  };
})();
