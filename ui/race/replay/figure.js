// Replays a race: the training losses of a few nets grow step by step; a slider leads to any step.
const HEIGHT = 340
const MAP = 104 // the height of the map of depths
const GAP = 17 // between two labels
const ZONE = 0.14 // of the width, where the guess is drawn

function valueAt(points, step) {
  const right = points.findIndex(([at]) => at >= step)
  if (right < 0) return points.at(-1)[1]
  if (right === 0) return points[0][1]
  const [[from, low], [to, high]] = [points[right - 1], points[right]]
  return low + ((high - low) * (step - from)) / (to - from)
}

// Where the plot stands in a drawing of this width.
function plan(width, data) {
  const box = { left: 30, right: width - (width < 480 ? 118 : 132), top: 26, bottom: HEIGHT - 38 }
  const x = step => box.left + (step / data.steps) * (box.right - box.left)
  const y = loss => box.bottom - (loss / data.top) * (box.bottom - box.top)
  return { box, x, y, width }
}

function drawAxes(svg, { box, x, y }, data) {
  data.ticks.forEach(([loss, text]) => {
    make("line", { class: "grid", x1: box.left, x2: box.right, y1: y(loss), y2: y(loss) }, svg)
    make("text", { class: "tick", x: box.left - 8, y: y(loss) + 4, "text-anchor": "end" }, svg, text)
  })
  data.marks.forEach(([step, text]) => make("text", { class: "tick", x: x(step), y: box.bottom + 18, "text-anchor": "middle" }, svg, text))
  make("text", { class: "tick", x: box.right, y: box.bottom + 34, "text-anchor": "end" }, svg, data.words.steps)
  make("text", { class: "tick", x: box.left, y: 12 }, svg, data.words.loss)
  make("line", { class: "guessing", x1: box.left, x2: box.right, y1: y(data.guessing), y2: y(data.guessing) }, svg)
  make("text", { class: "tick", x: box.right, y: y(data.guessing) + 16, "text-anchor": "end" }, svg, data.words.guessing)
}

// Where the reader expected the deep net to end, or that nobody has said so yet.
function drawGuess(svg, { box, x, y }, data) {
  const [low, high] = data.band
  const from = x(data.steps * (1 - ZONE))
  const edges = { higher: [y(data.guessing) + 22, y(high) - 4], level: [y(high) - 4, y(low) + 4], lower: [y(low) + 4, box.bottom] }
  const [top, bottom] = data.shown ? edges[data.guess] : [y(data.guessing) + 22, box.bottom]
  make("rect", { class: "zone", x: from, y: top, width: box.right - from, height: Math.max(8, bottom - top), rx: 6 }, svg)
  if (data.shown) {
    make("text", { class: "tick guess", x: box.right - 4, y: data.guess === "higher" ? top + 18 : bottom - 6, "text-anchor": "end" }, svg, data.words.guessed)
    return
  }
  make("text", { class: "unknown", x: (from + box.right) / 2, y: (top + bottom) / 2, "text-anchor": "middle" }, svg, "?")
  make("text", { class: "label", x: box.right + 8, y: (top + bottom) / 2 }, svg, data.words.unknown)
}

const lookOf = net => (net.plain ? "plain" : "residual")

function drawLines(svg, { box }, nets) {
  const clip = make("clipPath", { id: "inside" }, svg)
  make("rect", { x: box.left, y: box.top - 6, width: box.right - box.left + 6, height: box.bottom - box.top + 6 }, clip)
  const inside = make("g", { "clip-path": "url(#inside)" }, svg)
  return nets.map(net => {
    const look = lookOf(net) + (net.thick ? " thick" : "")
    return {
      net,
      path: make("path", { class: `curve ${look}` }, inside),
      head: make("circle", { class: `head ${look}`, r: net.thick ? 5 : 3.5 }, inside),
      label: make("text", { class: `label ${look}` }, svg),
    }
  })
}

// The heights of labels, pushed apart where they would touch.
function apart(heights, { top, bottom }) {
  const order = heights.map((_, place) => place).sort((one, other) => heights[one] - heights[other])
  const placed = [...heights]
  order.forEach((place, rank) => {
    if (rank) placed[place] = Math.max(placed[place], placed[order[rank - 1]] + GAP)
  })
  for (let rank = order.length - 1; rank >= 0; rank--) {
    const most = rank === order.length - 1 ? bottom : placed[order[rank + 1]] - GAP
    placed[order[rank]] = Math.max(top, Math.min(placed[order[rank]], most))
  }
  return placed
}

function showStep(lines, { box, x, y }, step, data) {
  const losses = lines.map(({ net }) => valueAt(net.points, step))
  const heights = apart(losses.map(loss => Math.max(box.top, y(loss)) + 5), box)
  lines.forEach(({ net, path, head, label }, place) => {
    const past = net.points.filter(([at]) => at < step)
    const way = [...past, [step, losses[place]]].map(([at, loss]) => `${x(at).toFixed(1)},${y(loss).toFixed(1)}`)
    path.setAttribute("d", `M${way.join("L")}`)
    head.setAttribute("cx", x(step))
    head.setAttribute("cy", y(losses[place]))
    label.setAttribute("x", x(step) + 10)
    label.setAttribute("y", heights[place])
    label.textContent = `${net.name} · ${losses[place].toLocaleString(data.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
  })
}

// Where the nets of every depth ended, the chosen depth marked: by pressing or dragging there one chooses another.
function drawMap(svg, width, { races, top, words }, at) {
  const { box } = plan(width, { steps: 1, top })
  const x = place => box.left + 24 + (place / (races.length - 1)) * (box.right - box.left - 48)
  const y = loss => MAP - 24 - (loss / top) * (MAP - 34)
  make("rect", { class: "ground", x: box.left, y: 0, width: box.right - box.left, height: MAP }, svg)
  make("rect", { class: "here", x: x(at) - 20, y: 0, width: 40, height: MAP, rx: 6 }, svg)
  for (const plain of [true, false]) {
    const ends = races.map(({ pair }) => pair.find(net => net.plain === plain).points.at(-1)[1])
    const look = plain ? "plain" : "residual"
    make("path", { class: `curve ${look}`, d: `M${ends.map((loss, place) => `${x(place)},${y(loss)}`).join("L")}` }, svg)
    ends.forEach((loss, place) => make("circle", { class: `head ${look}`, cx: x(place), cy: y(loss), r: place === at ? 5.5 : 3.5 }, svg))
  }
  races.forEach(({ depth }, place) => make("text", { class: place === at ? "tick now" : "tick", x: x(place), y: MAP - 6, "text-anchor": "middle" }, svg, depth))
  make("text", { class: "label", x: box.right + 8, y: MAP / 2 }, svg, words.ends)
  const nearest = event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse())
    return races.reduce((best, _, place) => (Math.abs(x(place) - point.x) < Math.abs(x(best) - point.x) ? place : best), 0)
  }
  return nearest
}

// The race at one depth of the deeper pair: the nets, what is said of them, and the reader's guess where it was about them.
function raceAt(data, at) {
  const { depth, sentence } = data.races[at]
  const shown = data.races.filter(race => race.depth === data.shallow || race.depth === depth)
  return {
    ...data,
    sentence,
    guess: at === data.races.length - 1 ? data.guess : null,
    nets: shown.flatMap(race => race.pair.map(net => ({ ...net, thick: data.shown && race.depth === depth }))),
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const place = stage(parentElement)
  const state = remember(parentElement, {})
  if (state.shown === undefined || (data.shown && !state.shown)) {
    Object.assign(state, { at: mayMove() ? 0 : data.steps, playing: mayMove() })
  }
  state.shown = data.shown
  const chart = tag("div", { class: "chart" }, place)
  let drawn = null
  const playing = player(place, { words: data.words, last: data.steps, seconds: data.seconds, state }, step => {
    if (drawn) showStep(drawn.lines, drawn.where, step, data)
  })
  const depth = dials(parentElement, data.dials, () => build(), told => setTriggerValue("chosen", told))
  const reading = (parentElement.reading ??= tag("p", { class: "reading", "aria-live": "polite" }))
  if (place.nextElementSibling !== depth.row) place.after(depth.row, reading)
  const map = tag("div", { class: "map" }, place)
  const build = () => {
    const where = plan(Math.max(320, chart.clientWidth), data)
    const at = data.dials.length ? depth.places()[data.layers] : data.at
    const race = raceAt(data, at)
    chart.replaceChildren()
    write(reading, race.sentence)
    const svg = drawing(chart, where.width, HEIGHT, reading.textContent)
    drawAxes(svg, where, race)
    if (!data.shown || race.guess) drawGuess(svg, where, race)
    drawn = { where, lines: drawLines(svg, where, race.nets) }
    playing.go(state.at)
    if (data.dials.length) choose(at, where.width)
  }
  let nearest = null
  const choose = (at, width) => {
    map.replaceChildren()
    nearest = drawMap(make("svg", { viewBox: `0 0 ${width} ${MAP}`, "aria-hidden": "true" }, map), width, data, at)
  }
  whenDraggedOver(map, (event, last) => depth.set(data.layers, nearest(event), last))
  build()
  if (state.playing) playing.play()
  else playing.stop()
  whenWidthChanges(parentElement, chart, build)
}
