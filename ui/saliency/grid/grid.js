// Draws the grid that figure.py put together. It runs again on every change and builds everything anew.
const SIGNIFICANT = 3

function bytes(text) {
  return Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
}

function number(value) {
  if (value === 0) return "0"
  return (value > 0 ? "+" : "−") + Number(Math.abs(value).toPrecision(SIGNIFICANT)).toString()
}

// The colour of a share from -1 to 1 over what is under it: towards the first colour below zero, towards the last above.
function mix(share, under, data) {
  const end = share < 0 ? data.colours[0] : data.colours[2]
  return under.map((zero, i) => zero + data.opacity * Math.abs(share) * (end[i] - zero))
}

function paint(canvas, cell, full, data) {
  canvas.width = canvas.height = cell.size
  const context = canvas.getContext("2d")
  const image = context.createImageData(cell.size, cell.size)
  cell.grey.forEach((grey, i) => {
    let colour = [grey, grey, grey]
    if (cell.map) {
      const share = Math.max(-1, Math.min(1, (cell.map[i] * cell.unit) / full))
      const under = data.over ? colour : data.colours[1]
      colour = mix(data.signed ? share : Math.abs(share), under, data)
    }
    image.data.set([...colour, 255], 4 * i)
  })
  context.putImageData(image, 0, 0)
}

function legend(data, parent) {
  const line = tag("div", { class: "legend" }, parent)
  const rgb = data.colours.map(colour => `rgb(${colour})`)
  if (data.signed) {
    tag("span", {}, line, data.words.against)
    tag("span", { class: "bar" }, line).style.background = `linear-gradient(to right, ${rgb})`
    tag("span", {}, line, data.words.for)
  } else {
    tag("span", {}, line, "0")
    tag("span", { class: "bar" }, line).style.background = `linear-gradient(to right, ${rgb.slice(1)})`
    tag("span", {}, line, data.words.size)
  }
  tag("span", {}, line, data.words.point)
}

function makeCell(cell, title, label, column, parent) {
  const figure = tag("figure", {}, parent)
  const frame = tag("div", { class: "frame" }, figure)
  const canvas = tag("canvas", {}, frame)
  canvas.setAttribute("role", "img")
  canvas.setAttribute("aria-label", cell.alt)
  const grey = bytes(cell.pixels)
  const map = cell.values ? new Int16Array(bytes(cell.values).buffer) : null
  const mark = tag("div", { class: "mark" }, frame)
  const caption = tag("figcaption", { class: cell.marked ? "marked" : "" }, figure, cell.caption)
  return { ...cell, title, label, column, canvas, grey, map, mark, shown: caption }
}

// Every cell of one column says its value at the place (x, y), each from 0 to 1.
function pointAt(cells, column, [x, y], { readout, words }) {
  const told = []
  for (const cell of cells.filter(each => each.column === column)) {
    const col = Math.min(cell.size - 1, Math.floor(x * cell.size))
    const row = Math.min(cell.size - 1, Math.floor(y * cell.size))
    const at = row * cell.size + col
    const value = cell.map ? number(cell.map[at] * cell.unit) : (cell.grey[at] / 255).toFixed(2)
    const side = 100 / cell.size
    Object.assign(cell.mark.style, { display: "block", left: `${col * side}%`, top: `${row * side}%`, width: `${side}%`, height: `${side}%` })
    cell.shown.textContent = cell.map ? value : fill(words.pixel, { row, column: col, value })
    cell.shown.className = "reading"
    told.push(cell.map ? `${cell.title} ${cell.label} ${value}` : fill(words.spoken, { row, column: col, value }))
  }
  readout.textContent = told.join("; ")
}

function leave(cells) {
  for (const cell of cells) {
    cell.mark.style.display = "none"
    cell.shown.textContent = cell.caption
    cell.shown.className = cell.marked ? "marked" : ""
  }
}

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

function listen(cell, cells, spoken) {
  const { canvas } = cell
  const point = event => {
    const box = canvas.getBoundingClientRect()
    leave(cells)
    pointAt(cells, cell.column, [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height].map(share => Math.max(0, Math.min(0.999, share))), spoken)
  }
  canvas.onpointermove = canvas.onpointerdown = point
  canvas.onpointerleave = () => leave(cells)
  if (cell.map) return
  canvas.dataset.id = cell.column
  let place = [Math.floor(cell.size / 2), Math.floor(cell.size / 2)]
  const show = () => pointAt(cells, cell.column, place.map(index => (index + 0.5) / cell.size), spoken)
  canvas.addEventListener("focus", () => canvas.matches(":focus-visible") && show())
  canvas.onblur = () => leave(cells)
  canvas.onkeydown = event => {
    const step = STEPS[event.key]
    const column = step && place[0] + step[0]
    if (!step || column < 0 || column >= cell.size) return // beyond the edge comes the next picture
    event.preventDefault()
    place = place.map((index, axis) => Math.max(0, Math.min(cell.size - 1, index + step[axis])))
    show()
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".grid")
  const readout = parentElement.querySelector(".readout")
  root.replaceChildren()
  root.setAttribute("aria-label", data.alt)
  root.setAttribute("aria-busy", String(data.waiting))
  root.classList.toggle("waiting", data.waiting)
  const cells = []
  const hasMap = block => block.lines.some(line => line.cells.some(cell => cell.values))
  const firstMaps = data.blocks.find(hasMap)
  data.blocks.forEach(block => {
    const section = tag("section", { class: "block" }, root)
    tag("h2", {}, section, block.title)
    if (block.sentence) tag("p", {}, section, block.sentence)
    if (block.facts) {
      const facts = tag("p", { class: "facts" }, section)
      const source = tag(block.href ? "a" : "span", {}, facts, block.source)
      if (block.href) Object.assign(source, { href: block.href, target: "_blank", rel: "noopener" })
      facts.append(` · ${block.facts}`)
    }
    if (block === firstMaps) legend(data, section)
    for (const line of block.lines) {
      if (line.label) tag("p", { class: "label" }, section, line.label)
      const row = tag("div", { class: "cells" }, section)
      row.style.setProperty("--columns", line.cells.length)
      line.cells.forEach((cell, column) => {
        const made = makeCell(cell, block.title, line.label, column, row)
        paint(made.canvas, made, block.full, data)
        cells.push(made)
      })
    }
  })
  cells.forEach(cell => listen(cell, cells, { readout, words: data.words }))
  rove(root, cells.filter(cell => !cell.map).map(cell => cell.canvas))
}
