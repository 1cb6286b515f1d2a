// The index works without this; with it, it can be searched and sorted. It looks at this page only and fetches nothing.
"use strict";
(() => {
  const table = document.querySelector(".index table");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const heads = [...table.tHead.rows[0].cells];
  const words = (row, column) => row.cells[column].textContent.trim();
  const compare = new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;

  const make = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  const count = make("p", { className: "found" });
  count.setAttribute("role", "status");
  const field = make("input", { type: "search", id: "search", autocomplete: "off" });
  const label = make("label", { htmlFor: "search", textContent: "Search headlines, outlets, dates, sources and reasons" });

  const search = () => {
    const sought = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) {
      const text = `${row.textContent} ${row.dataset.names ?? ""}`.toLowerCase();
      row.hidden = !sought.every((word) => text.includes(word));
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = sought.length ? `${shown} of ${rows.length} shown` : "";
  };

  const sort = (column) => {
    const [now, numbers] = [heads[column].getAttribute("aria-sort"), heads[column].classList.contains("number")];
    const upward = numbers ? now === "descending" : now !== "ascending"; // of numbers the large ones come first
    const sign = upward ? 1 : -1;
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", upward ? "ascending" : "descending");
    const blankLast = (a, b) => (a === "") - (b === "");
    const order = (one, other) => {
      const [a, b] = [words(one, column), words(other, column)];
      return blankLast(a, b) || sign * compare(a, b);
    };
    body.append(...[...rows].sort(order));
  };

  heads.forEach((head, column) => {
    const button = make("button", { type: "button" }, ...head.childNodes);
    button.addEventListener("click", () => sort(column));
    head.append(button);
  });
  field.addEventListener("input", search);
  document.querySelector(".index .tools").append(label, field, count);
})();
