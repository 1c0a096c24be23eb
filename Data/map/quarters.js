// Quarters: their colour by money or by the rate of findings, its legend, their names, their arrows.
"use strict";

(() => {
  const { geometry, store, state, t, number, roubles, el, $, clear } = Mezha;
  const scales = new Map(); // what is coloured by → {value, breaks, isMoney}

  /** What quarters can be coloured by: the rate, and each channel of money that occurs; channels stay apart. */
  const choices = () => {
    const items = store.items("quarters");
    const channels = (store.layers.quarters?.info.properties ?? [])
      .filter((one) => one.name.endsWith("_rub") && items.some((item) => item.p[one.name] !== 0 && item.p[one.name] !== null));
    return [
      { code: "", ru: Mezha.words.ru.plain, en: Mezha.words.en.plain },
      { code: "findings", ru: Mezha.words.ru.rate, en: Mezha.words.en.rate },
      ...channels.map((one) => ({ code: one.name, ru: one.ru, en: one.en })),
    ];
  };

  const valueOf = (p, code) => {
    if (code !== "findings") return Math.abs(p[code] ?? 0);
    const objects = (p.parcels ?? 0) + (p.buildings ?? 0);
    return objects === 0 ? 0 : p.finding_count / objects * 100;
  };

  /** A number of one or two leading digits just below. */
  const round = (value) => {
    const step = 10 ** Math.floor(Math.log10(value)) / 2;
    return Math.max(step, Math.floor(value / step) * step);
  };

  const scale = () => {
    const code = state.colour;
    if (code === "") return null;
    if (!scales.has(code)) {
      const values = store.items("quarters").map((item) => valueOf(item.p, code)).filter((value) => value > 0).sort((a, b) => a - b);
      const breaks = [];
      for (const share of [0.2, 0.4, 0.6, 0.8]) {
        if (values.length === 0) break;
        const value = round(values[Math.floor(share * (values.length - 1))]);
        if (value > (breaks.at(-1) ?? 0) && value < values.at(-1)) breaks.push(value);
      }
      scales.set(code, { breaks, isEmpty: values.length === 0 });
    }
    return scales.get(code);
  };

  const colourOf = (p) => {
    const value = valueOf(p, state.colour), { breaks } = scale();
    if (value === 0) return null;
    const place = breaks.filter((one) => value >= one).length;
    return Mezha.ramp[Math.round(place / Math.max(1, breaks.length) * (Mezha.ramp.length - 1))];
  };

  const styles = new Map();
  /** How a quarter is painted: one and the same style for all of one colour. */
  const styleOf = (item, style, isNear) => {
    if (scale() === null) return style;
    const fillColor = colourOf(item.p) ?? "#ffffff", fillOpacity = isNear ? 0.3 : 0.72, name = fillColor + fillOpacity;
    if (!styles.has(name)) styles.set(name, { ...style, fill: true, fillColor, fillOpacity });
    return styles.get(name);
  };

  const legend = () => {
    const node = clear($("legend")), now = scale();
    const choice = choices().find((one) => one.code === state.colour);
    node.hidden = now === null || !choice;
    if (node.hidden) return;
    const edges = [0, ...now.breaks], isMoney = state.colour !== "findings";
    const say = (value) => (isMoney ? roubles(value) : number(value, 1));
    node.append(el("b", {}, Mezha.word(choice)));
    node.append(el("ul", {}, el("li", {}, el("i", { style: { background: "#ffffff" } }), t("no_value")),
      now.isEmpty ? [] : edges.map((edge, i) => el("li", {},
        el("i", { style: { background: Mezha.ramp[Math.round(i / Math.max(1, now.breaks.length) * (Mezha.ramp.length - 1))] } }),
        i === edges.length - 1 ? `≥ ${say(edge)}` : i === 0 ? `< ${say(edges[1])}` : `${say(edge)} – ${say(edges[i + 1])}`))));
  };

  // Where in the box of its quarter a name may stand, from the best place to the worst.
  const STANDS = [0.5, 0.35, 0.65, 0.22, 0.78, 0.1, 0.9].flatMap((y) => [0.5, 0.35, 0.65].map((x) => [x, y]));

  /** A name stands where it covers the fewest signs of findings, inside its quarter, near its middle. */
  const stand = (item, map, signs, taken) => {
    const [west, south, east, north] = item.box;
    const near = signs.filter(({ at: [lat, lng] }) => geometry.meets(item.box, [lng, lat, lng, lat]))
      .map(({ at, radius }) => ({ point: map.latLngToLayerPoint(at), radius }));
    let best = item.center, least = Infinity;
    for (const [x, y] of STANDS) {
      const at = [south + y * (north - south), west + x * (east - west)];
      if (!geometry.inside(item.polygons, at[0], at[1])) continue;
      const point = map.latLngToLayerPoint(at);
      const covered = near.filter((sign) => Math.abs(sign.point.x - point.x) < 44 + sign.radius && Math.abs(sign.point.y - point.y) < 9 + sign.radius).length
        + 10 * taken.filter((name) => Math.abs(name.x - point.x) < 92 && Math.abs(name.y - point.y) < 17).length;
      if (covered < least) { best = at; least = covered; }
      if (covered === 0) break;
    }
    taken.push(map.latLngToLayerPoint(best));
    return best;
  };

  /** Names stand clear of the signs of findings, and only where there is room for them. */
  const names = (bounds, map, add, signs) => {
    const visible = store.items("quarters").filter((item) => item.box && geometry.meets(item.box, bounds));
    if (visible.length > 150) return;
    const taken = [];
    for (const item of visible) {
      const width = map.latLngToLayerPoint([item.center[0], item.box[2]]).x - map.latLngToLayerPoint([item.center[0], item.box[0]]).x;
      if (width < 110) continue;
      const shade = state.colour === "" ? null : colourOf(item.p);
      const isDark = shade !== null && Mezha.ramp.indexOf(shade) >= 3;
      add(stand(item, map, signs, taken), el("div", { className: `quarter-name${isDark ? " on-dark" : ""}` }, Mezha.bare(item.key)), [130, 16], [65, -8], undefined, item.key);
    }
  };

  /** From where the register has the quarter to where the survey has it; short arrows are lengthened. */
  const arrows = (bounds, map, add, sheet, signs) => {
    const visible = store.items("shift_arrows").filter((item) => item.box && geometry.meets(item.box, bounds));
    // From afar they would cross one another and say nothing.
    if (visible.length > 150 || map.getZoom() < 14) return;
    for (const item of visible) {
      const from = map.project(item.line[0]), to = map.project(item.line[1]);
      const real = Math.max(0.001, from.distanceTo(to)), length = Math.max(real, 30);
      const dx = (to.x - from.x) / real, dy = (to.y - from.y) / real;
      const at = (along, aside) => map.unproject([from.x + dx * along - dy * aside, from.y + dy * along + dx * aside]);
      const tip = at(length, 0);
      sheet.line([[at(0, 0), tip], [at(length - 9, 5), tip, at(length - 9, -5)]], { color: Mezha.arrowColour, weight: 2.5 });
      signs.push({ at: [tip.lat, tip.lng], radius: 20 });
      add(tip, el("div", { className: "arrow-name", style: { color: Mezha.arrowColour } }, `${number(item.p.shift_m, 1)} ${Mezha.unit("m")}`), [60, 14], [30, dy > 0 ? -4 : 18], undefined, item.key, "tops");
    }
  };

  /** The select that says what quarters are coloured by. */
  const control = () => el("label", { className: "line" }, el("span", {}, t("colour")),
    el("select", { id: "colour", change: (event) => Mezha.setState({ colour: event.target.value }) },
      choices().map((one) => el("option", { value: one.code, selected: one.code === state.colour }, Mezha.word(one)))));

  Mezha.quarters = { choices, styleOf, legend, names, arrows, control };
})();
