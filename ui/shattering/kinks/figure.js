// Two derivatives over [0, 1], one under the other: of folds in a row, and of folds beside a shortcut.
const WIDTH = 760, HEIGHT = 130, LEFT = 10, POINTS = 2048

// The slopes of the L folds that x meets on its way: 1 or -1 each.
function signs(x, layers) {
  const found = []
  let value = x
  for (let layer = 0; layer < layers; layer++) {
    found.push(value < 0.5 ? 1 : -1)
    value = value < 0.5 ? 2 * value : 2 - 2 * value
  }
  return found
}

function curve(svg, top, kind, factor, layers) {
  const values = Array.from({ length: POINTS }, (_, i) => signs((i + 0.5) / POINTS, layers).map(factor).reduce((a, b) => a * b, 1))
  const size = Math.max(...values.map(Math.abs))
  const y = value => top + HEIGHT / 2 - (value / size) * (HEIGHT / 2 - 12)
  const x = i => LEFT + (WIDTH - 2 * LEFT) * (i / (POINTS - 1))
  make("line", { x1: LEFT, x2: WIDTH - LEFT, y1: y(0), y2: y(0), class: "zero" }, svg)
  make("polyline", { class: kind, points: values.map((value, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(" ") }, svg)
  return values.filter((value, i) => i && Math.sign(value) !== Math.sign(values[i - 1])).length
}

export default function ({ data, parentElement }) {
  const place = stage(parentElement)
  const state = remember(parentElement, { layers: data.layers, beta: data.beta })
  const controls = tag("div", {}, place)
  const picture = tag("div", {}, place)
  const draw = () => {
    picture.replaceChildren()
    const kinds = [["plain", sign => 2 * sign, data.words.plain], ["residual", sign => 1 + state.beta * sign, data.words.residual]]
    for (const [kind, factor, title] of kinds) {
      const head = tag("p", { class: "head" }, picture)
      tag("strong", {}, head, title)
      const changes = tag("span", {}, head)
      const svg = drawing(picture, WIDTH, HEIGHT, `${title}. ${data.alt}`)
      changes.textContent = " · " + fill(data.words.sign, { changes: curve(svg, 0, kind, factor, state.layers) })
    }
    tag("p", { class: "reading" }, picture, fill(data.words.reading, { layers: state.layers, pieces: (2 ** state.layers).toLocaleString(data.locale) }))
  }
  const set = name => number => { state[name] = number; draw() }
  slider(controls, { label: data.words.layers, min: 1, max: 10, step: 1, value: state.layers }, set("layers"))
  slider(controls, { label: data.words.beta, min: 0, max: 0.9, step: 0.1, value: state.beta, written: number => written(number, data.locale, 2) }, set("beta"))
  draw()
}
