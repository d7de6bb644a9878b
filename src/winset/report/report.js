"use strict";
// The page's own behaviour: draw the charts, pin packages, filter numbers, save pictures and tables.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const wanted = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;
  const views = {};

  // ---------------------------------------------------------------- small pieces
  const element = (tag, text, attributes = {}) => {
    const made = document.createElement(tag);
    made.textContent = text;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const save = (name, url) => {
    const link = element("a", "", { href: url, download: `${data.id}-${name}` });
    document.body.append(link);
    link.click();
    link.remove();
  };
  const theme = () => root.dataset.theme || (wanted.matches ? "dark" : "light");

  // ---------------------------------------------------------------- charts
  // the interpreter walks Vega's expressions, so that no script is ever made from text
  const viewOf = (spec, options) => new vega.View(
    vega.parse(vegaLite.compile(spec).spec, null, { ast: true }),
    { expr: vegaInterpreter.expressionInterpreter, ...options },
  );
  const sized = (place, name, colours) => {
    const chart = data.charts[name];
    const config = structuredClone(data.config[colours]);
    config.axisY = { labelLimit: Math.max(110, Math.min(380, place.clientWidth * 0.38)) };
    const narrow = place.clientWidth < 480;
    const params = chart.body.params?.map((one) => narrow ? { ...one, value: 19 } : one);
    // long labels broken sooner take more lines
    const taller = name === "deal_map" ? 0.7 : params ? Math.min(2.4, 1 + chart.body.params[0].value / 40) : 1;
    return {
      $schema: data.schema,
      ...chart.body,
      ...(params && { params }),
      width: "container",
      height: chart.height * (narrow ? taller : 1),
      autosize: { type: "fit-x", contains: "padding" },
      config,
    };
  };
  const draw = (colours) => {
    for (const place of document.querySelectorAll("[data-chart]")) {
      const name = place.dataset.chart;
      views[name]?.finalize();
      views[name] = viewOf(sized(place, name, colours), { renderer: "svg", container: place, hover: true }).run();
      // the figure has one text alternative; thousands of labelled marks would bury it
      place.querySelector("svg").setAttribute("aria-hidden", "true");
      place.style.minHeight = "0";
    }
    watchMap(views.deal_map);
    showPins();
    root.dataset.drawn = colours;
  };
  // a saved picture stands alone: titled, of one size, on white, whatever the screen
  const picture = async (name, kind) => {
    const chart = data.charts[name];
    const spec = {
      $schema: data.schema, ...chart.body, width: data.width, height: chart.height,
      title: { text: chart.title, subtitle: lines(chart.subtitle, 96) }, config: data.config.light,
    };
    const view = viewOf(spec, { renderer: "none" });
    await view.runAsync();
    save(`${name}.${kind}`, await view.toImageURL(kind, kind === "png" ? 2 : 1));
    view.finalize();
  };
  const lines = (text, length) => text.split(" ").reduce((done, word) => {
    const last = done[done.length - 1];
    if (last && last.length + 1 + word.length > length) done.push(word);
    else done[done.length - 1] = last ? `${last} ${word}` : word;
    return done;
  }, [""]);

  // ---------------------------------------------------------------- the deal map
  const { points, issues, parties } = data.map;
  const pinned = [];
  const tip = document.getElementById("tip");
  const NEAR = 16;

  const nearest = (view, event) => {
    const box = view.container().querySelector("svg").getBoundingClientRect();
    const [left, top] = view.origin();
    const x = view.scale("x"), y = view.scale("y");
    const at = [event.clientX - box.left - left, event.clientY - box.top - top];
    let best = -1, least = NEAR;
    points.forEach((point, n) => {
      const away = Math.hypot(x(point.x) - at[0], y(point.y) - at[1]);
      // a marked package wins over one of the density behind it
      if (away - (point.sign ? 8 : 0) < least) { best = n; least = away - (point.sign ? 8 : 0); }
    });
    return best;
  };
  const moved = (point) => issues
    .map((issue, k) => [issue, point.options[k]])
    .filter(([issue, option]) => option !== issue.rest)
    .map(([issue, option]) => [issue.name, issue.options[option]]);
  const watchMap = (view) => {
    const place = view.container();
    place.onmousemove = (event) => {
      const n = nearest(view, event);
      place.style.cursor = n < 0 ? "" : "pointer";
      if (n < 0) { tip.hidden = true; return; }
      const point = points[n];
      const worth = parties.map((party, p) => `${point.values[p]} to ${party}`).join(", ");
      const list = element("ul", "");
      const changes = moved(point);
      for (const [issue, option] of changes) {
        const item = element("li", "");
        item.append(element("b", `${issue}: `), option);
        list.append(item);
      }
      tip.replaceChildren(
        element("strong", point.label), element("p", worth),
        ...(point.chance ? [element("p", `Chance that all ratify: ${point.chance}`)] : []),
        changes.length ? list : element("p", "Nothing moves."),
      );
      tip.hidden = false;
      const wide = Math.min(340, innerWidth - 24);
      tip.style.width = `${wide}px`;
      tip.style.left = `${Math.max(12, Math.min(event.clientX + 14, innerWidth - wide - 12))}px`;
      const high = tip.offsetHeight;
      const below = event.clientY + 14;
      tip.style.top = `${below + high > innerHeight ? Math.max(8, event.clientY - high - 14) : below}px`;
    };
    place.onmouseleave = () => { tip.hidden = true; };
    place.onclick = (event) => { const n = nearest(view, event); if (n >= 0) pin(n); };
  };
  const pin = (n) => {
    const at = pinned.indexOf(n);
    if (at >= 0) pinned.splice(at, 1); else pinned.push(n);
    if (pinned.length > 6) pinned.shift();
    showPins();
    document.getElementById("said").textContent =
      `${points[n].label} ${at >= 0 ? "removed from" : "added to"} the comparison, ${pinned.length} shown.`;
  };
  const showPins = () => {
    for (const button of document.querySelectorAll("[data-pin]")) {
      button.setAttribute("aria-pressed", String(pinned.includes(Number(button.dataset.pin))));
    }
    views.deal_map.data("pinned", pinned.map((n) => ({ x: points[n].x, y: points[n].y }))).run();
    const table = document.getElementById("compare");
    if (!pinned.length) { table.replaceChildren(element("caption", "No package is pinned.")); return; }
    const shown = pinned.map((n) => points[n]);
    const head = element("tr", "");
    head.append(element("th", "Issue", { scope: "col" }));
    pinned.forEach((n) => {
      const cell = element("th", "", { scope: "col" });
      const away = element("button", "×", { type: "button", class: "away", "aria-label": `Remove ${points[n].label}` });
      away.onclick = () => pin(n);
      cell.append(element("span", points[n].label), away);
      head.append(cell);
    });
    const rows = [
      ...parties.map((party, p) => [`Value to ${party}`, shown.map((s) => s.values[p]), "total"]),
      ["Chance that all ratify", shown.map((s) => s.chance || "not asked"), "total"],
      ...issues.map((issue, k) => [issue.name, shown.map((s) => [issue.options[s.options[k]], s.options[k] === issue.rest]),
        new Set(shown.map((s) => s.options[k])).size > 1 ? "differs" : ""]),
    ].map(([name, cells, kind]) => {
      const row = element("tr", "", { class: kind });
      row.append(element("th", name, { scope: "row" }));
      for (const cell of cells) {
        const [text, rest] = Array.isArray(cell) ? cell : [cell, false];
        row.append(element("td", text, rest ? { class: "rest" } : {}));
      }
      return row;
    });
    const thead = element("thead", ""), tbody = element("tbody", "");
    thead.append(head);
    tbody.append(...rows);
    table.replaceChildren(
      element("caption", "Rows in bold differ; options in grey leave the issue as it is off the table."),
      thead, tbody,
    );
  };

  // ---------------------------------------------------------------- numbers and facts
  const filter = () => {
    const words = document.getElementById("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
    const judged = document.getElementById("judged-only").checked;
    const active = judged || words.length > 0;
    let found = 0;
    for (const group of document.querySelectorAll("#numbers details")) {
      let inside = 0;
      for (const row of group.querySelectorAll("tbody tr")) {
        const text = `${group.querySelector("summary").textContent} ${row.textContent}`.toLowerCase();
        const fits = words.every((word) => text.includes(word)) && (!judged || row.querySelector("td .judged"));
        row.hidden = !fits;
        inside += fits ? 1 : 0;
      }
      group.hidden = active && inside === 0;
      group.open = active && inside > 0;
      found += inside;
    }
    document.getElementById("filtered").textContent = active ? `${found} found` : "";
  };
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  };

  // ---------------------------------------------------------------- listening
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.csv) {
      const url = URL.createObjectURL(new Blob([data.csv[button.dataset.csv]], { type: "text/csv" }));
      save(`${button.dataset.csv}.csv`, url);
      URL.revokeObjectURL(url);
    } else if (button.dataset.image) picture(button.dataset.of, button.dataset.image);
    else if (button.dataset.pin) pin(Number(button.dataset.pin));
    else if (button.id === "frontier-add") pin(Number(document.getElementById("frontier-choice").value));
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") tip.hidden = true; });
  document.getElementById("filter").addEventListener("input", filter);
  document.getElementById("judged-only").addEventListener("change", filter);
  document.querySelector(".filter").addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);

  const button = document.getElementById("theme");
  const names = ["system", "light", "dark"];
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = names[(names.indexOf(root.dataset.theme || "system") + 1) % names.length];
    if (next === "system") delete root.dataset.theme; else root.dataset.theme = next;
    button.lastElementChild.textContent = next;
    draw(theme());
  });
  wanted.addEventListener("change", () => draw(theme()));

  // on paper everything is open, and dark ink stands on white
  const opened = [];
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details:not([open])")) { part.open = true; opened.push(part); }
    if (theme() === "dark") draw("light");
  });
  addEventListener("afterprint", () => {
    for (const part of opened.splice(0)) part.open = false;
    if (theme() === "dark") draw("dark");
  });

  // at first: the recommended package beside the first ones that the case names
  points.forEach((point, n) => {
    if (point.sign && (n === 0 || /\d/.test(point.sign)) && pinned.length < 3) pinned.push(n);
  });
  draw(theme());
  reveal();
})();
