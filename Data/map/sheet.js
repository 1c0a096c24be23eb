// The inspector's sheet of one finding: what to look at, where, and room to write what was seen.
"use strict";

(() => {
  const { t, word, bare, el, $, clear, facts, geometry } = Mezha;
  const SIZE = [620, 330];

  const svg = (tag, attributes, ...children) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };

  /** A drawing in metres: neighbours thin, register solid, survey dashed, the finding filled; a scale and north. */
  const sketch = (item, content) => {
    const middle = item.center ?? content.register[0]?.center ?? content.survey[0]?.center;
    if (!middle) return null;
    const flat = geometry.plane(middle), own = [...content.register, ...content.survey].filter((one) => one.polygons.length > 0);
    const points = [item, ...own].flatMap((one) => one.polygons.flat(2)).map(flat);
    if (item.polygons.length === 0) points.push([-15, -15], [15, 15]);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    // What is far from the finding would make it a dot: the drawing ends a little beyond it.
    const reach = item.polygons.length > 0 ? Math.max(60, 3 * Math.max(...item.polygons.flat(2).map(flat).map(([x, y]) => Math.hypot(x, y)))) : 120;
    for (const [x, y] of points) {
      const a = Math.max(-reach, Math.min(reach, x)), b = Math.max(-reach, Math.min(reach, y));
      box[0] = Math.min(box[0], a); box[1] = Math.min(box[1], b); box[2] = Math.max(box[2], a); box[3] = Math.max(box[3], b);
    }
    const scale = Math.min((SIZE[0] - 60) / Math.max(1, box[2] - box[0]), (SIZE[1] - 60) / Math.max(1, box[3] - box[1]), 25);
    const place = (point) => {
      const [x, y] = flat(point);
      return `${(SIZE[0] / 2 + (x - (box[0] + box[2]) / 2) * scale).toFixed(1)},${(SIZE[1] / 2 - (y - (box[1] + box[3]) / 2) * scale).toFixed(1)}`;
    };
    const path = (polygons, attributes) => svg("path", {
      d: polygons.flat().map((ring) => `M${ring.map(place).join("L")}Z`).join(""), "fill-rule": "evenodd", fill: "none", ...attributes,
    });
    const picture = svg("svg", { viewBox: `0 0 ${SIZE[0]} ${SIZE[1]}`, role: "img", "aria-label": t("map") });
    for (const one of Mezha.store.items("register_parcels")) {
      if (one.box && geometry.distance([[[middle, middle]]], one.polygons, middle) < reach) picture.append(path(one.polygons, { stroke: "#b9c3cd", "stroke-width": 0.8 }));
    }
    if (item.polygons.length > 0) picture.append(path(item.polygons, { fill: item.family.colour, "fill-opacity": 0.45, stroke: item.family.colour, "stroke-width": 1.5 }));
    for (const one of content.register) picture.append(path(one.polygons, { stroke: "#1f4e79", "stroke-width": 1.8 }));
    for (const one of content.survey) picture.append(path(one.polygons, { stroke: "#222222", "stroke-width": 1.5, "stroke-dasharray": "6 4" }));
    if (item.polygons.length === 0 && item.center) {
      const [x, y] = place(item.center).split(",");
      picture.append(svg("circle", { cx: x, cy: y, r: 7, fill: "none", stroke: item.family.colour, "stroke-width": 3 }));
    }
    const metres = [1, 2, 5, 10, 20, 50, 100, 200, 500].findLast((one) => one * scale <= 120) ?? 1, bottom = SIZE[1] - 12;
    picture.append(
      svg("path", { d: `M14,${bottom - 5}v5h${(metres * scale).toFixed(1)}v-5`, fill: "none", stroke: "#000", "stroke-width": 1.4 }),
      svg("text", { x: 20, y: bottom - 5, "font-size": 12 }, `${metres} ${t("scale")}`),
      svg("path", { d: `M${SIZE[0] - 20},44V14m-6,10l6,-12l6,12`, fill: "none", stroke: "#000", "stroke-width": 1.6 }),
      svg("text", { x: SIZE[0] - 25, y: 60, "font-size": 13 }, t("north")));
    const key = (className, words) => el("span", {}, el("i", { className }), words);
    const filled = key("is-finding", t("finding"));
    filled.firstChild.style.background = item.family.colour;
    return el("figure", {}, picture, el("figcaption", {}, key("is-register", t("books")), key("is-survey", t("ground")), filled, key("is-neighbour", t("neighbours"))));
  };

  const blank = (words, lines) => el("div", { className: "blank" }, el("span", {}, words), Array.from({ length: lines }, () => el("i", {})));

  const fill = async (item) => {
    const content = await Mezha.card.load(item), { meta } = Mezha;
    const names = (list) => list.map(bare).join(", ");
    const [lat, lng] = item.center ?? [null, null], near = Mezha.card.neighbours(item);
    const kept = Mezha.decisions.of(item.id);
    const box = (code) => el("span", { className: "box" }, el("i", {}, kept.decision === code ? "×" : ""), t(code));
    clear($("sheet")).append(
      el("header", {}, el("div", {}, `${t("sheet")} · ${meta.municipality}`),
        el("h1", {}, word(item.kind))),
      facts.table([
        [t("id"), item.id], [t("quarter"), item.quarter],
        [t("books"), names(content.registerKeys) || "—"], [t("ground"), names(content.surveyKeys) || "—"],
        ...(near.length > 0 ? [[t("neighbours"), names(near.map((one) => one.key))]] : []),
        ...(lat === null ? [] : [[t("place"), `${lat.toFixed(6)}, ${lng.toFixed(6)}`]]),
      ]),
      sketch(item, content) ?? "",
      el("div", {}, facts.measures(item)), ...facts.explanation(item),
      facts.comparison(content.register[0], content.survey[0], (one) => bare(one.key), true),
      content.lines.length > 0 ? facts.money(content.lines, true) : "",
      el("section", { className: "visit" }, el("h2", {}, t("result")),
        el("div", { className: "boxes" }, box("confirmed"), box("rejected"), box("exception"), el("span", { className: "box" }, el("i", {}), t("reached"))),
        blank(t("seen"), 3),
        kept.note ? el("p", {}, `${t("note")}: ${kept.note}`) : "",
        el("div", { className: "sign-here" }, blank(t("visited"), 1), blank(t("inspector"), 1), blank(t("signature"), 1))),
      el("footer", {}, el("div", {}, t("sign")), el("div", {}, [
        `${t("register")} ${meta.register_date ?? "—"}`, `${t("survey")} ${meta.survey_date ?? "—"}`, meta.crs, location.href.slice(0, 200),
      ].join(" · "))));
  };

  const print = async (item) => {
    await fill(item);
    const title = document.title;
    document.title = `${item.id} ${item.quarter}`.replaceAll(":", "-");
    window.print();
    document.title = title;
  };

  Mezha.sheet = { fill, print };
})();
