// Writes the table of a chart once it is unfolded. It runs again on every change, so handlers are assigned, never added.
const MISSING = "–"

function writeTable(details, { table: { across, columns, places, cells }, words, locale }) {
  const format = new Intl.NumberFormat(locale, { maximumSignificantDigits: 4 })
  const written = cell => cell === null ? MISSING : typeof cell === "number" ? format.format(cell) : cell
  details.querySelectorAll(".about, .scroll").forEach(old => old.remove())
  tag("p", { class: "about" }, details, words.about)
  const scroll = tag("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": words.about }, details)
  const table = tag("table", {}, scroll)
  const head = tag("tr", {}, tag("thead", {}, table))
  for (const name of [across || words.place, ...columns]) tag("th", { scope: "col" }, head, name)
  const body = tag("tbody", {}, table)
  cells.forEach((values, row) => {
    const line = tag("tr", {}, body)
    tag("th", { scope: "row" }, line, written(places[row]))
    for (const cell of values) tag("td", {}, line, written(cell))
  })
}

export default function ({ data, parentElement }) {
  const details = parentElement.querySelector("details")
  details.querySelector("summary").textContent = data.words.unfold
  details.ontoggle = () => details.open && writeTable(details, data)
  if (details.open) writeTable(details, data)
}
