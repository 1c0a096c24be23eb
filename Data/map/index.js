// Finding things by number, survey id or address. The index lies in files sorted by key: a number is
// looked up in the one that can hold it, other words go through the files one after another.
"use strict";

(() => {
  const ENOUGH = 12, KEPT = 3_000_000; // hits; bytes of files kept
  const kept = new Map();              // file → {rows, bytes}, the last used last
  let arriving = null, turn = Promise.resolve();

  const PREFIXES = {
    register_parcels: "parcel:", register_buildings: "building:", register_constructions: "construction:",
    survey_parcels: "survey-parcel:", survey_buildings: "survey-building:",
  };

  const take = (layer, number, rows) => {
    arriving = rows.map(([key, lng, lat, piece, address]) =>
      ({ layer, key, lng, lat, piece, text: Mezha.bare(key).toLowerCase(), address: address ?? "" }));
  };

  /** The rows of a file; one at a time, so that what arrives belongs to whoever asked. */
  const rowsOf = (info) => {
    const next = turn.then(async () => {
      const known = kept.get(info.file);
      if (known) { kept.delete(info.file); kept.set(info.file, known); return known.rows; }
      await Mezha.store.load(info.file, true);
      kept.set(info.file, { rows: arriving, bytes: info.bytes });
      let sum = [...kept.values()].reduce((all, one) => all + one.bytes, 0);
      for (const [file, one] of [...kept]) {
        if (sum <= KEPT || file === info.file) break;
        sum -= one.bytes;
        kept.delete(file);
      }
      return arriving;
    });
    turn = next.catch(() => {});
    return next;
  };

  const exact = async (key) => {
    for (const [layer, files] of Object.entries(Mezha.meta.search)) {
      if (!key.startsWith(PREFIXES[layer])) continue;
      for (const info of files) {
        if (key < info.first || key > info.last) continue;
        const found = (await rowsOf(info)).find((entry) => entry.key === key);
        if (found) return found;
      }
    }
    return null;
  };

  const rank = (text, query) => {
    const at = text.indexOf(query);
    return at < 0 ? -1 : at === 0 ? (text.length === query.length ? 0 : 1) : 2;
  };

  /** Tells the best hits as they are found; `isStale` says that nobody waits for them any more. */
  const search = async (query, tell, isStale) => {
    const words = query.split(/[\s,]+/).filter(Boolean), hits = [];
    const add = (hit) => hits.push(hit);
    for (const item of Mezha.store.findings) {
      const found = rank(item.id.toLowerCase(), query);
      if (found >= 0) add({ rank: found, name: item.id, item });
      if (hits.length > 200) break;
    }
    const best = () => hits.sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).slice(0, ENOUGH);
    const go = async (files) => {
      for (const { layer, info } of files) {
        if (isStale()) return;
        for (const entry of await rowsOf(info)) {
          let found = rank(entry.text, query);
          if (found < 0 && entry.address !== "") {
            const address = entry.address.toLowerCase();
            if (words.every((word) => address.includes(word))) found = 3;
          }
          if (found >= 0) add({ rank: found, name: Mezha.bare(entry.key), entry });
          if (hits.length > 2000) break;
        }
        if (isStale()) return;
        tell(best(), false);
        if (layer && hits.filter((hit) => hit.rank <= 1).length >= ENOUGH) return;
      }
    };
    const all = Object.entries(Mezha.meta.search).flatMap(([layer, files]) => files.map((info) => ({ layer, info })));
    // Files whose keys can begin with what is asked go first; the rest only while hits are few.
    const likely = all.filter(({ layer, info }) => {
      const start = PREFIXES[layer] + query, upper = PREFIXES[layer] + query.toUpperCase();
      return [start, upper].some((text) => text.slice(0, info.last.length) <= info.last && text >= info.first.slice(0, text.length));
    });
    await go(likely);
    if (!isStale() && hits.length < ENOUGH) await go(all.filter((one) => !likely.includes(one)));
    if (!isStale()) tell(best(), true);
  };

  Mezha.index = { take, exact, search };
})();
