// Draws the table of runs. It runs again on every change, so handlers are assigned, never added.

// A plain press opens the run in this session; any other (a new tab, a copied address) is the browser's own.
function link(row, columns, parent, press) {
  const [name, ...rest] = row.cells
  const said = [name, ...rest.map((cell, i) => cell && `${columns[i + 1].toLowerCase()} ${cell}`)].filter(Boolean)
  const anchor = tag("a", { href: `?run=${row.id}`, "aria-label": said.join(", "), "data-id": row.id }, parent, name)
  if (row.opened) anchor.setAttribute("aria-current", "page")
  anchor.onclick = event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    press(row.id)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const table = parentElement.querySelector("table")
  const focused = table.getRootNode().activeElement?.dataset?.id
  parentElement.querySelector(".scroll").setAttribute("aria-label", data.label)
  table.replaceChildren()
  const head = tag("tr", {}, tag("thead", {}, table))
  for (const column of data.columns) tag("th", { scope: "col" }, head, column)
  const body = tag("tbody", {}, table)
  for (const row of data.rows) {
    const line = tag("tr", {}, body)
    const first = tag("th", { scope: "row" }, line)
    link(row, data.columns, first, id => setTriggerValue("pressed", id))
    for (const cell of row.cells.slice(1)) tag("td", {}, line, cell)
  }
  rove(table, [...table.querySelectorAll("a")], data.rows.find(row => row.opened)?.id)
  if (focused) table.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
}
