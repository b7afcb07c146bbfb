// The ranks of pixels in a map against their ranks in the same map with noise, and the correlation of both.
const SIDE = 320, LEFT = 34, BOTTOM = 30

// The same draws every time: a linear congruential generator.
function draws(count, seed) {
  let state = seed
  return Array.from({ length: count }, () => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296)
}

function ranks(values) {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b])
  const found = new Array(values.length)
  order.forEach((i, rank) => { found[i] = rank })
  return found
}

function correlation(a, b) {
  const middle = (a.length - 1) / 2
  let both = 0, one = 0
  a.forEach((rank, i) => { both += (rank - middle) * (b[i] - middle); one += (rank - middle) ** 2 })
  return both / one
}

export default function ({ data, parentElement }) {
  const place = stage(parentElement)
  const state = remember(parentElement, { noise: data.noise })
  const two = tag("div", { class: "two" }, place)
  const controls = tag("div", { class: "controls" }, two)
  const picture = tag("div", { class: "picture" }, two)
  const map = draws(data.pixels, 7), noise = draws(data.pixels, 99)
  const number = tag("p", { class: "number" }, null)
  const draw = () => {
    const first = ranks(map), second = ranks(map.map((value, i) => (1 - state.noise) * value + state.noise * noise[i]))
    picture.replaceChildren()
    const svg = drawing(picture, SIDE, SIDE, data.alt)
    const at = rank => LEFT + (SIDE - LEFT - 8) * (rank / (data.pixels - 1))
    make("rect", { x: LEFT, y: 8, width: SIDE - LEFT - 8, height: SIDE - BOTTOM - 8, class: "box" }, svg)
    first.forEach((rank, i) => make("circle", { cx: at(rank), cy: 8 + (SIDE - BOTTOM - 8) * (1 - second[i] / (data.pixels - 1)), r: 3, class: "pixel" }, svg))
    make("text", { x: (SIDE + LEFT) / 2, y: SIDE - 6, "text-anchor": "middle" }, svg, data.words.first)
    make("text", { x: 14, y: SIDE / 2, "text-anchor": "middle", transform: `rotate(-90 14 ${SIDE / 2})` }, svg, data.words.second)
    number.textContent = fill(data.words.correlation, { correlation: correlation(first, second).toLocaleString(data.locale, { maximumFractionDigits: 2, minimumFractionDigits: 2 }) })
  }
  const percent = share => share.toLocaleString(data.locale, { style: "percent" })
  slider(controls, { label: data.words.noise, min: 0, max: 1, step: 0.05, value: state.noise, written: percent }, noise => { state.noise = noise; draw() })
  controls.append(number)
  tag("p", { class: "reading" }, controls, data.words.reading)
  draw()
}
