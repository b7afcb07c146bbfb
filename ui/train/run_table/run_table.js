// Draws the table of runs. It runs again on every change, so handlers are assigned, never added.
function element(tag, parent, text, attributes = {}) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  if (text !== undefined) made.textContent = text
  parent.appendChild(made)
  return made
}

// A plain press opens the run in this session; any other (a new tab, a copied address) is the browser's own.
function link(row, columns, parent, press) {
  const [name, ...rest] = row.cells
  const said = [name, ...rest.map((cell, i) => cell && `${columns[i + 1].toLowerCase()} ${cell}`)].filter(Boolean)
  const anchor = element("a", parent, name, { href: `?run=${row.id}`, "aria-label": said.join(", ") })
  if (row.opened) anchor.setAttribute("aria-current", "page")
  anchor.onclick = event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    press(row.id)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const table = parentElement.querySelector("table")
  parentElement.querySelector(".scroll").setAttribute("aria-label", data.label)
  table.replaceChildren()
  const head = element("tr", element("thead", table))
  for (const column of data.columns) element("th", head, column, { scope: "col" })
  const body = element("tbody", table)
  for (const row of data.rows) {
    const line = element("tr", body)
    const first = element("th", line, undefined, { scope: "row" })
    link(row, data.columns, first, id => setTriggerValue("pressed", id))
    for (const cell of row.cells.slice(1)) element("td", line, cell)
  }
}
