// How wide the middle of a block is that costs as much as one path of 64, against its number of paths; below, the channels of
// one path and those of the chosen split, a piece a path.
const HEIGHT = 230, LEFT = 44, TOP = 14, FOOT = 184
const BAR = 22, STRIP = 84 // the height of a bar of channels, and of both with their numbers

function drawCurve(svg, width, { splits, ticks, words }, at) {
  const most = Math.max(...splits.map(split => split.width))
  const step = (width - LEFT - 14) / splits.length
  const x = place => LEFT + (place + 0.5) * step
  const y = channels => FOOT - (channels / most) * (FOOT - TOP - 12)
  make("rect", { class: "here", x: x(at) - step / 2, y: TOP, width: step, height: FOOT - TOP, rx: 6 }, svg)
  for (const [channels, text] of ticks) {
    make("line", { class: "grid", x1: LEFT, x2: width - 14, y1: y(channels), y2: y(channels) }, svg)
    make("text", { class: "tick", x: LEFT - 8, y: y(channels) + 4, "text-anchor": "end" }, svg, text)
  }
  make("path", { class: "curve", d: `M${splits.map((split, place) => `${x(place)},${y(split.width)}`).join("L")}` }, svg)
  splits.forEach(({ paths, width: channels }, place) => {
    make("circle", { class: place === at ? "split chosen" : "split", cx: x(place), cy: y(channels), r: place === at ? 7 : 4 }, svg)
    make("text", { class: place === at ? "tick now" : "tick", x: x(place), y: FOOT + 18, "text-anchor": "middle" }, svg, paths)
  })
  make("text", { class: "tick", x: (LEFT + width) / 2, y: FOOT + 40, "text-anchor": "middle" }, svg, words.x)
  make("text", { class: "tick", transform: `translate(12 ${(TOP + FOOT) / 2}) rotate(-90)`, "text-anchor": "middle" }, svg, words.y)
  return place => Math.max(0, Math.min(splits.length - 1, Math.round((place - LEFT) / step - 0.5)))
}

function drawPieces(svg, width, { splits }, at) {
  const channel = (width - LEFT - 14) / Math.max(...splits.map(split => split.width))
  for (const [row, { paths, d }] of [splits[0], splits[at]].entries()) {
    const top = 2 + row * (BAR + 18)
    for (let path = 0; path < paths; path += 1) {
      make("rect", { class: `piece ${path % 2 ? "odd" : "even"}`, x: LEFT + path * d * channel, y: top, width: d * channel, height: BAR }, svg)
    }
    make("text", { class: "tick", x: LEFT, y: top + BAR + 13 }, svg, `${paths} × ${d}`)
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const place = stage(parentElement)
  const chosen = dials(parentElement, data.dials, () => draw(), told => setTriggerValue("chosen", told))
  if (place.previousElementSibling !== chosen.row) place.before(chosen.row)
  const curve = tag("div", { class: "map" }, place)
  tag("p", { class: "label" }, place, data.words.pieces)
  const pieces = tag("div", {}, place)
  const reading = tag("p", { class: "reading", "aria-live": "polite" }, place)
  let nearest = null
  const draw = () => {
    const at = data.dials.length ? chosen.places()[data.field] : data.at, width = Math.max(320, place.clientWidth)
    curve.replaceChildren()
    pieces.replaceChildren()
    reading.textContent = data.splits[at].sentence
    nearest = drawCurve(drawing(curve, width, HEIGHT, `${data.alt} ${data.splits[at].sentence}`), width, data, at)
    drawPieces(make("svg", { viewBox: `0 0 ${width} ${STRIP}`, "aria-hidden": "true" }, pieces), width, data, at)
  }
  if (data.dials.length) {
    const under = event => nearest((event.clientX - curve.getBoundingClientRect().left) * (Math.max(320, place.clientWidth) / curve.clientWidth))
    whenDraggedOver(curve, (event, last) => chosen.set(data.field, under(event), last))
  }
  draw()
  whenWidthChanges(parentElement, place, draw)
}
