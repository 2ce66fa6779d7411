"use strict";
// Cards, search and filters over the data in the page. Every text is written with textContent, never as HTML.
(() => {
  const BATCH = 30;
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const controls = { search: byId("search"), province: byId("by-province"), kind: byId("by-kind"), status: byId("by-status"), year: byId("by-year"), outlet: byId("by-outlet"), sure: byId("by-sure") };
  const state = { view: "events", found: [], drawn: 0 };

  const make = (tag, className, text) => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined && text !== null) node.textContent = text;
    return node;
  };
  const words = (value) => String(value).replaceAll("_", " ");
  const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  // --- text with marks that may cross: cut at every border, each piece coloured by the shortest mark over it ----------
  function paint(box, text, marks) {
    const borders = [...new Set([0, text.length, ...marks.flatMap((mark) => [mark[0], mark[1]])])].sort((a, b) => a - b);
    const waiting = [...marks].sort((a, b) => a[0] - b[0]);
    let open = [];
    for (let at = 0; at + 1 < borders.length; at++) {
      const [start, end] = [borders[at], borders[at + 1]];
      while (waiting.length && waiting[0][0] <= start) open.push(waiting.shift());
      open = open.filter((mark) => mark[1] > start);
      const piece = text.slice(start, end);
      if (!open.length) { box.append(piece); continue; }
      const over = [...open].sort((a, b) => (a[1] - a[0]) - (b[1] - b[0]));
      const node = make("mark", `k-${over[0][2]} u-${over[over.length - 1][2]}${over[0][4] ? " own" : ""}`, piece);
      node.title = [...new Set(over.map((mark) => (mark[3] ? `${data.kinds[mark[2]]}: ${mark[3]}` : data.kinds[mark[2]])))].join(" · ");
      node.dataset.kinds = over.map((mark) => mark[2]).join(" ");
      box.append(node);
    }
  }

  // --- cards -------------------------------------------------------------------------------------------------------------
  function addFact(list, name, ...values) {
    const told = values.filter(Boolean);
    if (!told.length) return;
    const cell = make("dd");
    told.forEach((value, at) => cell.append(at ? ", " : "", value));
    list.append(make("dt", "", name), cell);
  }

  function addQuote(card, quote, number, outlet) {
    const block = make("blockquote");
    paint(block, quote.q, quote.m);
    const article = openSource(number);
    const from = make("p", "from", [outlet || article.o, article.d].filter(Boolean).join(", ") + " ");
    const open = make("button", "open", article.t || article.id);
    open.type = "button";
    open.addEventListener("click", (event) => { event.stopPropagation(); showArticle(number); });
    from.append(open);
    card.append(block, from);
  }

  const badge = (text, extra) => make("span", `badge ${extra || ""}`, text);

  function listPeople(people) {
    const cell = document.createDocumentFragment();
    people.forEach((person, at) => {
      const line = make("div");
      line.append(make("strong", "", person.n));
      if (person.of) line.append(" ", make("small", "", person.of));
      if (person.r.length) line.append(" ", make("span", "role", person.r.join(", ")));
      if (person.rep) line.append(" ", make("small", "", `for ${person.rep}`));
      cell.append(line);
    });
    return people.length ? cell : null;
  }

  function drawEvent(event) {
    const card = make("article", `card ${event.s}`);
    const head = make("header");
    head.append(make("h3", "", upper(event.it || words(event.i))), badge(words(event.i)), badge(event.s, event.s));
    head.append(badge(`confidence ${event.c.toFixed(2)}`, event.c < 0.5 ? "sure-low" : ""));
    if (event.more.length) head.append(badge(`${event.more.length + 1} articles`));
    card.append(head);
    const facts = make("dl", "facts");
    addFact(facts, "What", event.sub, event.oc && `at ${event.oc}`);
    addFact(facts, "When", event.d || (event.pub && `not told; published ${event.pub}`));
    addFact(facts, "Where", event.v, event.ad, event.pl, event.rg !== event.pl && event.rg, event.pr !== event.pl && event.pr, event.co && event.co !== "Indonesia" && event.co !== event.pl && event.co);
    addFact(facts, "Parties", event.p.join("; "));
    addFact(facts, "Who", listPeople(event.w));
    card.append(facts);
    addQuote(card, event, event.a, "");
    if (event.more.length) card.append(listMore(event.more));
    return finishCard(card, event.id, event.a);
  }

  function listMore(more) {
    const box = make("details");
    box.append(make("summary", "", `${more.length} more that tell${more.length === 1 ? "s" : ""} of it`));
    box.addEventListener("click", (event) => event.stopPropagation());
    box.addEventListener("toggle", () => { if (box.open && box.childElementCount === 1) more.forEach((one) => addQuote(box, one, one.a, one.o)); });
    return box;
  }

  function drawNumber(number) {
    const card = make("article", "card number");
    const head = make("header");
    head.append(make("h3", "", [number.ap ? "about" : "", number.v.toLocaleString("en"), number.un === "percent" ? "%" : "", number.sub || words(number.un)].filter(Boolean).join(" ")));
    head.append(badge(words(number.m)), badge(words(number.un)));
    if (number.part) head.append(badge("part of a total"));
    card.append(head);
    const facts = make("dl", "facts");
    addFact(facts, "Period", number.from && (number.from === number.to ? number.from : `${number.from} – ${number.to}`));
    addFact(facts, "Where", number.pl, number.pr !== number.pl && number.pr);
    addFact(facts, "Source", number.src, number.sp !== number.src && number.sp && `told by ${number.sp}`);
    card.append(facts);
    addQuote(card, number.quote, number.a, number.o[0]);
    return finishCard(card, number.id, number.a);
  }

  function finishCard(card, id, article) {
    card.dataset.id = id;
    card.tabIndex = 0;
    card.addEventListener("click", () => { if (!String(getSelection())) showArticle(article); });
    card.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target === card) showArticle(article); });
    return card;
  }

  // --- the article -------------------------------------------------------------------------------------------------------
  const opened = new Map();
  function openSource(number) {
    if (!opened.has(number)) opened.set(number, JSON.parse(byId(`article-${number}`).textContent));
    return opened.get(number);
  }

  function showArticle(number) {
    const article = openSource(number);
    const head = byId("article-head");
    head.textContent = [article.o, article.d, article.au].filter(Boolean).join(" · ") || article.id;
    if (article.u) {
      const link = make("a", "", "source");
      link.href = article.u;
      link.rel = "noopener noreferrer nofollow";
      link.target = "_blank";
      head.append(" · ", link);
    }
    byId("article-title").textContent = article.t || article.id;
    const box = byId("article-text");
    box.replaceChildren();
    const body = document.createDocumentFragment();
    const begin = article.t && article.x.startsWith(`${article.t}\n\n`) ? article.t.length + 2 : 0;
    const marks = article.m.filter((mark) => mark[1] > begin).map((mark) => [Math.max(mark[0] - begin, 0), mark[1] - begin, mark[2], mark[3]]);
    paint(body, article.x.slice(begin), marks);
    if (begin) { byId("article-title").replaceChildren(); paint(byId("article-title"), article.t, article.m.filter((mark) => mark[0] < begin - 2)); }
    box.append(body);
    byId("article").showModal();
    byId("article").scrollTop = 0;
  }
  byId("close").addEventListener("click", () => byId("article").close());
  byId("article").addEventListener("click", (event) => { if (event.target === byId("article")) byId("article").close(); });

  // --- search and filters --------------------------------------------------------------------------------------------------
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const hay = new Map();
  function haystack(item) {
    if (!hay.has(item)) {
      const quote = item.quote ? item.quote.q : item.q;
      const people = (item.w || []).flatMap((person) => [person.n, person.of]);
      hay.set(item, fold([item.id, item.t, item.it, item.sub, item.oc, item.v, item.ad, item.pl, item.rg, item.pr, item.src, item.sp, item.vt, ...(item.p || []), ...people, ...item.o, quote].filter(Boolean).join("\n")));
    }
    return hay.get(item);
  }

  const kindOf = (item) => (state.view === "events" ? item.i : item.m);
  const items = () => data[state.view];

  function fill(select, all, pairs) {
    const kept = select.value;
    const first = make("option", "", all);
    first.value = "";
    select.replaceChildren(first, ...pairs.map(([value, text]) => { const option = make("option", "", text); option.value = value; return option; }));
    select.value = pairs.some((pair) => pair[0] === kept) ? kept : "";
  }
  function tally(values) {
    const counts = new Map();
    values.forEach((value) => counts.set(value, (counts.get(value) || 0) + 1));
    return [...counts];
  }
  function fillFilters() {
    const byName = (a, b) => (a[0] === "-") - (b[0] === "-") || a[0].localeCompare(b[0]);
    const show = (pairs, none) => pairs.map(([value, n]) => [value, `${value === "-" ? none : words(value)} (${n})`]);
    fill(controls.province, "All provinces", show(tally(items().map((item) => item.pr || "-")).sort(byName), "province not known"));
    fill(controls.kind, state.view === "events" ? "All instruments" : "All stages", show(tally(items().map(kindOf)).sort((a, b) => b[1] - a[1]), ""));
    fill(controls.year, "All years", show(tally(items().map((item) => item.y || "-")).sort((a, b) => byName(b, a)), "year not known"));
    fill(controls.outlet, "All outlets", show(tally(items().flatMap((item) => (item.o.length ? item.o : ["-"]))).sort(byName), "outlet not known"));
    fill(controls.status, "All statuses", state.view === "events" ? show(tally(items().map((item) => item.s)), "") : []);
    fill(controls.sure, "Any confidence", state.view === "events" ? [["0.8", "0.8 and more"], ["0.5", "0.5 and more"], ["-0.5", "below 0.5"]] : []);
    controls.status.hidden = controls.sure.hidden = state.view !== "events";
  }

  function keep(item) {
    const { province, kind, status, year, outlet, sure } = controls;
    const limit = Number(sure.value);
    return (!province.value || (item.pr || "-") === province.value) && (!kind.value || kindOf(item) === kind.value) && (!status.value || item.s === status.value)
      && (!year.value || (item.y || "-") === year.value) && (!outlet.value || (item.o.length ? item.o.includes(outlet.value) : outlet.value === "-"))
      && (!limit || (limit > 0 ? item.c >= limit : item.c < -limit));
  }

  function update() {
    const asked = fold(controls.search.value).split(/\s+/).filter(Boolean);
    state.found = items().filter((item) => keep(item) && asked.every((word) => haystack(item).includes(word)));
    state.drawn = 0;
    byId("cards").replaceChildren();
    const total = items().length;
    const name = state.view === "events" ? "signings" : "statistics";
    byId("shown").textContent = state.found.length === total ? `${total.toLocaleString("en")} ${name}` : `${state.found.length.toLocaleString("en")} of ${total.toLocaleString("en")} ${name}`;
    document.querySelectorAll(".tile").forEach((tile) => tile.setAttribute("aria-pressed", String(tile.dataset.province === controls.province.value)));
    drawMore();
  }

  function drawMore(batch = BATCH) {
    const draw = state.view === "events" ? drawEvent : drawNumber;
    const more = state.found.slice(state.drawn, state.drawn + batch);
    state.drawn += more.length;
    byId("cards").append(...more.map(draw));
  }

  let pause = 0;
  controls.search.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(update, 120); });
  Object.values(controls).forEach((control) => { if (control !== controls.search) control.addEventListener("change", update); });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("filters").addEventListener("reset", () => setTimeout(update));
  document.querySelectorAll(".views button").forEach((button) => button.addEventListener("click", () => {
    state.view = button.dataset.view;
    document.querySelectorAll(".views button").forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
    fillFilters();
    update();
  }));
  document.querySelectorAll(".tile").forEach((tile) => tile.addEventListener("click", () => {
    const wanted = tile.dataset.province;
    const known = [...controls.province.options].some((option) => option.value === wanted);
    if (!known) controls.province.append(new Option(`${wanted} (0)`, wanted));
    controls.province.value = controls.province.value === wanted ? "" : wanted;
    update();
    byId("events").scrollIntoView();
  }));
  new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting) && state.drawn < state.found.length) drawMore(); }, { rootMargin: "1200px" }).observe(byId("end"));
  addEventListener("beforeprint", () => drawMore(300));
  fillFilters();
  update();
})();
