/* Finds words in the index of the pages. It writes text only, never markup, and asks for nothing from anywhere. */
"use strict";
(() => {
  const MOST = 60;
  const AROUND = 110;
  const asked = (new URLSearchParams(location.search).get("q") || "").trim();
  const told = document.getElementById("told");
  const results = document.getElementById("results");

  /* Small letters without accents; as many signs as before, so that places in the text stay the same. */
  const plain = (text) => text.replace(/[^\x00-\x7f]/g, (sign) => {
    const bare = sign === "\u2019" || sign === "\u2018" ? "'" : sign.normalize("NFD").replace(/\p{M}/gu, "");
    return bare.length === sign.length ? bare : sign;
  }).toLowerCase();

  const element = (name, words, look) => {
    const made = document.createElement(name);
    if (words) made.textContent = words;
    if (look) made.className = look;
    return made;
  };

  const excerpt = (text, places) => {
    const first = places.length ? places[0][0] : 0;
    const from = first > AROUND ? text.indexOf(" ", first - AROUND) + 1 : 0;
    const end = text.indexOf(" ", first + 2 * AROUND);
    const to = end < 0 ? text.length : end;
    const made = element("p");
    let at = from;
    made.append(from ? "… " : "");
    for (const [start, stop] of places) {
      if (start < at || stop > to) continue;
      made.append(text.slice(at, start), element("mark", text.slice(start, stop)));
      at = stop;
    }
    made.append(text.slice(at, to), to < text.length ? " …" : "");
    return made;
  };

  const search = (words) => {
    const patterns = words.map((word) => new RegExp(
      `(?<![\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`, "gu"));
    const found = [];
    globalThis.searchIndex.forEach(([address, part, title, heading, text]) => {
      const [inTitle, inHeading, inText] = [plain(title), plain(heading || title), plain(text)];
      let score = 0;
      const places = [];
      for (const pattern of patterns) {
        const hits = [...inText.matchAll(pattern)];
        const here = 10 * [...inHeading.matchAll(pattern)].length + 4 * [...inTitle.matchAll(pattern)].length + Math.min(hits.length, 5);
        if (!here) return;
        score += here;
        places.push(...hits.map((hit) => [hit.index, hit.index + hit[0].length]));
      }
      places.sort((one, other) => one[0] - other[0]);
      found.push({ score, address, part, title, heading, text, places });
    });
    return found.sort((one, other) => other.score - one.score);
  };

  document.getElementById("q").value = asked;
  const words = plain(asked).split(/\s+/).filter(Boolean);
  if (!words.length) return;
  document.title = `${asked} – ${document.title}`;
  const found = search(words);
  told.textContent = found.length
    ? `${found.length} ${found.length === 1 ? "place" : "places"} found for “${asked}”.${found.length > MOST ? ` The best ${MOST} are shown.` : ""}`
    : `Nothing was found for “${asked}”. Try fewer words, or the beginning of a word.`;
  if (!found.length) return;
  const list = element("ol", "", "found");
  for (const each of found.slice(0, MOST)) {
    const item = element("li");
    const link = element("a", each.heading || each.title);
    link.href = each.address;
    item.append(link, element("p", each.heading && each.title !== each.part ? `${each.part}, ${each.title}` : each.part, "where"), excerpt(each.text, each.places));
    list.append(item);
  }
  results.append(list);
})();
