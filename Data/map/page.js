// What every script of the page shares: the namespace, nodes, numbers. Everything from data reaches the
// page through textContent: nothing of it is ever read as HTML.
"use strict";

const Mezha = { meta: null, language: "ru" };

(() => {
  const t = (word) => Mezha.t(word);
  Mezha.t = (word) => Mezha.words[Mezha.language][word] ?? word;
  Mezha.pick = (pair) => (Mezha.language === "ru" ? pair[0] : pair[1]);
  Mezha.word = (object) => object[Mezha.language] ?? object.ru;
  Mezha.$ = (id) => document.getElementById(id);

  /** A node; `click`, `change` and `input` are listeners, `style` an object, the rest attributes. */
  Mezha.el = (tag, attributes, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (["click", "change", "input", "keydown"].includes(name)) node.addEventListener(name, value);
      else if (name === "style") Object.assign(node.style, value);
      else if (name in node) node[name] = value;
      else if (value !== null && value !== undefined) node.setAttribute(name, value);
    }
    for (const child of children.flat(3)) {
      if (child !== null && child !== undefined && child !== false) node.append(child);
    }
    return node;
  };
  Mezha.clear = (node) => { node.replaceChildren(); return node; };

  const formats = new Map();
  const format = (digits) => {
    const name = `${Mezha.language}${digits}`;
    if (!formats.has(name)) formats.set(name, new Intl.NumberFormat(Mezha.language, { maximumFractionDigits: digits }));
    return formats.get(name);
  };
  Mezha.number = (value, digits) => format(digits ?? 2).format(value).replace(/^-/, "−");
  Mezha.roubles = (value) => Mezha.number(value, 0);
  /** A key without the word before its first colon. */
  Mezha.bare = (key) => key.slice(key.indexOf(":") + 1);
  Mezha.keys = (text) => (text ? text.split(";").filter(Boolean) : []);
  /** A probability in words: none of them is a certainty, so nothing is told as 0 or 100 %. */
  Mezha.chance = (value) => (value >= 0.995 ? t("sure") : value < 0.005 ? t("hardly") : `${Mezha.number(value * 100, 0)} %`);
  /** «в 5,4 раза», «в 5 раз», «в 2 раза» больше допустимого. */
  Mezha.times = (ratio) => {
    const said = Mezha.number(ratio, 1), last = said.at(-1), isMany = !/[.,]/.test(said) && (/1\d$/.test(said) || !"234".includes(last));
    return ratio < 1 ? t("within") : t(isMany ? "over_many" : "over").replace("{n}", said);
  };
  Mezha.unit = (code) => (Mezha.meta.codes.unit[code] ? Mezha.pick(Mezha.meta.codes.unit[code]) : code);
  Mezha.measure = (value, unit) => `${Mezha.number(value, 2)} ${Mezha.unit(unit)}`.trim();
  Mezha.coded = (list, code) => (Mezha.meta.codes[list]?.[code] ? Mezha.pick(Mezha.meta.codes[list][code]) : code);

  /** A short word over the map; it is also read aloud. An error stays. */
  Mezha.notice = (text, isError) => {
    const node = Mezha.$("notice");
    if (node.classList.contains("error") && !isError) return;
    if (node.textContent !== text) node.textContent = text;
    node.hidden = text === "";
    node.classList.toggle("error", isError === true);
  };
})();
