// Five lanes, one an order: a stream runs through the additions of n blocks, as thick as a change of x is still worth.
const WIDTH = 760, LANE = 62, LEFT = 200, RIGHT = 90

// The stream behind each addition of one order, and what a change of x is worth there.
function walk(letter, x, f, blocks) {
  const values = [x], worth = [1]
  let value = x, left = 1
  for (let block = 0; block < blocks; block++) {
    value += letter === "c" ? Math.max(f, 0) : f
    if (letter === "b") {
      const spread = Math.sqrt(1 + f * f)
      value /= spread
      left /= spread
    }
    if (letter === "a" || letter === "b") {
      if (value < 0) left = 0
      value = Math.max(value, 0)
    }
    values.push(value)
    worth.push(left)
  }
  return { values, worth }
}

function lane(svg, place, letter, data, state) {
  const { values, worth } = walk(letter, state.x, state.f, state.blocks)
  const y = place * LANE + 34
  const at = step => LEFT + (WIDTH - LEFT - RIGHT) * (step / state.blocks)
  make("text", { x: 0, y: y - 4, class: "order" }, svg, data.words.orders[place])
  make("text", { x: 0, y: y + 14, class: "between" }, svg, data.words.between[place])
  const steps = Array.from({ length: state.blocks }, (_, step) => step)
  for (const step of steps) {
    make("line", { x1: at(step), x2: at(step + 1), y1: y, y2: y, class: "bed" }, svg)
    make("line", { x1: at(step), x2: at(step + 1), y1: y, y2: y, class: "stream", "stroke-width": 14 * worth[step] }, svg)
  }
  for (const step of steps) {
    make("circle", { cx: at(step + 1), cy: y, r: 9, class: "plus" }, svg)
    make("text", { x: at(step + 1), y: y + 5, "text-anchor": "middle", class: "sign" }, svg, "+")
    if (state.blocks <= 8) make("text", { x: at(step + 1), y: y + 25, "text-anchor": "middle", class: "value" }, svg, written(values[step + 1], data.locale, 2))
  }
  const left = worth.at(-1)
  make("text", { x: WIDTH, y: y + 5, "text-anchor": "end", class: "left" }, svg, left ? written(left, data.locale, 2) : data.words.nothing)
}

export default function ({ data, parentElement }) {
  const place = stage(parentElement)
  const state = remember(parentElement, { x: data.x, f: data.f, blocks: data.blocks })
  const controls = tag("div", {}, place)
  const picture = tag("div", { class: "wide" }, place)
  const draw = () => {
    picture.replaceChildren()
    const svg = drawing(picture, WIDTH, data.letters.length * LANE + 16, data.alt)
    make("text", { x: WIDTH, y: 12, "text-anchor": "end", class: "between" }, svg, data.words.ends)
    data.letters.forEach((letter, row) => lane(svg, row, letter, data, state))
  }
  const two = number => written(number, data.locale, 2)
  const set = name => number => { state[name] = number; draw() }
  slider(controls, { label: data.words.x, min: -1, max: 1, step: 0.05, value: state.x, written: two }, set("x"))
  slider(controls, { label: data.words.f, min: -0.5, max: 0.5, step: 0.05, value: state.f, written: two }, set("f"))
  slider(controls, { label: data.words.blocks, min: 1, max: 12, step: 1, value: state.blocks }, set("blocks"))
  tag("p", { class: "reading" }, place, data.words.reading)
  draw()
}
