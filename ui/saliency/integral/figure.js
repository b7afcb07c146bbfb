// The score of one pixel over its brightness, and below it the slope, with the steps that integrated gradients add up.
const WIDTH = 560, HEIGHT = 150, LEFT = 40, BOTTOM = 26, TOP = 12
const score = x => 4 / (1 + Math.exp(-14 * (x - 0.35)))
const slope = x => { const part = score(x) / 4; return 56 * part * (1 - part) }

function panel(parent, title, top, data) {
  tag("strong", {}, parent, title)
  const svg = drawing(parent, WIDTH, HEIGHT, `${title}. ${data.alt}`)
  const x = value => LEFT + (WIDTH - LEFT - 10) * value
  const y = value => HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (value / top)
  make("line", { x1: x(0), x2: x(1), y1: y(0), y2: y(0), class: "axis" }, svg)
  for (const value of [0, 0.5, 1]) make("text", { x: x(value), y: HEIGHT - 8, "text-anchor": "middle" }, svg, written(value, data.locale))
  for (const value of [0, top]) make("text", { x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, svg, written(value, data.locale))
  return { svg, x, y }
}

const curve = (f, { x, y }) => Array.from({ length: 201 }, (_, i) => `${x(i / 200).toFixed(1)},${y(f(i / 200)).toFixed(1)}`).join(" ")

export default function ({ data, parentElement }) {
  const place = stage(parentElement)
  const state = remember(parentElement, { pixel: data.pixel, baseline: data.baseline, steps: data.steps })
  const two = tag("div", { class: "two" }, place)
  const controls = tag("div", { class: "controls" }, two)
  const pictures = tag("div", { class: "pictures" }, two)
  const draw = () => {
    pictures.replaceChildren()
    const above = panel(pictures, data.words.score, 4, data)
    make("polyline", { class: "curve", points: curve(score, above) }, above.svg)
    for (const [name, at] of [["from", state.baseline], ["here", state.pixel]]) make("circle", { class: name, cx: above.x(at), cy: above.y(score(at)), r: 6 }, above.svg)
    const below = panel(pictures, data.words.slope, 14, data)
    const width = (state.pixel - state.baseline) / state.steps
    let sum = 0
    for (let step = 0; step < state.steps; step++) {
      const at = state.baseline + (step + 0.5) * width
      sum += slope(at) * width
      const [left, right] = [below.x(at - width / 2), below.x(at + width / 2)].sort((a, b) => a - b)
      make("rect", { class: "step", x: left, width: Math.max(right - left, 0.5), y: below.y(slope(at)), height: below.y(0) - below.y(slope(at)) }, below.svg)
    }
    make("polyline", { class: "curve", points: curve(slope, below) }, below.svg)
    make("circle", { class: "here", cx: below.x(state.pixel), cy: below.y(slope(state.pixel)), r: 6 }, below.svg)
    const rows = tag("dl", {}, pictures)
    const rise = score(state.pixel) - score(state.baseline)
    for (const [name, value] of [["gradient", slope(state.pixel) * state.pixel], ["area", sum], ["rise", rise]]) {
      tag("dt", {}, rows, data.words[name])
      tag("dd", {}, rows, written(value, data.locale, 3))
    }
  }
  const shown = number => written(number, data.locale, 2)
  const set = name => number => { state[name] = number; draw() }
  slider(controls, { label: data.words.pixel, min: 0, max: 1, step: 0.05, value: state.pixel, written: shown }, set("pixel"))
  slider(controls, { label: data.words.baseline, min: 0, max: 1, step: 0.05, value: state.baseline, written: shown }, set("baseline"))
  slider(controls, { label: data.words.steps, min: 1, max: 50, step: 1, value: state.steps }, set("steps"))
  tag("p", { class: "reading" }, controls, data.words.reading)
  draw()
}
