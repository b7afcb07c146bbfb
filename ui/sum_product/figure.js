// Sizes from block to block on a logarithmic axis: lines are arithmetic, dots are measured. Going back, the size of a
// gradient: s^k in a product; with the identity beside it sqrt(1 + s^2)^k where directions have nothing to do with each
// other. Going forth, a variance: v^k in a product and (1 + v)^k in a sum; behind batch norm every summand has variance v
// again, so that a product stays level and a sum climbs in a straight line.
const HEIGHT = 340, TOP = 46, FOOT = 300, LEFT = 50

function power(exponent) {
  return "10" + String(exponent).replace("-", "⁻").replace(/\d/g, digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])
}

export default function ({ data, parentElement }) {
  const { words, locale } = data
  const place = stage(parentElement)
  const held = remember(parentElement, { factor: data.factor, depth: data.blocks.at(-1)[0], norm: data.way === "back" })
  const number = value => written(value, locale, 2)
  const top = tag("div", { class: "controls" }, place)
  slider(top, { label: words.factor, min: 0.3, max: 1.5, step: 0.01, value: held.factor, written: value => written(value, locale) }, factor => { held.factor = factor; draw() })
  const row = tag("div", { class: "row" }, top)
  if (data.blocks.length > 1) choice(row, { label: words.depth, options: data.blocks.map(([depth]) => [depth, String(depth)]), value: held.depth }, depth => { held.depth = depth; draw() })
  choice(row, { label: words.norm, options: [[true, words.on], [false, words.off]], value: held.norm }, norm => { held.norm = norm; draw() })
  const canvas = tag("div", {}, place)
  const reading = tag("p", { class: "reading" }, place)

  function model(plain, passed) {
    const s = held.factor
    if (data.way === "back") return plain ? s ** passed : (1 + s * s) ** (passed / 2)
    if (held.norm) return plain ? 1 : 1 + s * passed
    return plain ? s ** passed : (1 + s) ** passed
  }

  function draw() {
    const back = data.way === "back", decades = back ? 6 : 8, blocks = data.blocks.find(([depth]) => depth === held.depth)[1]
    const width = Math.max(300, Math.min(860, place.clientWidth || 640))
    canvas.replaceChildren()
    const svg = drawing(canvas, width, HEIGHT + 24, data.alt)
    const first = back ? 1 : 0
    const x = block => LEFT + ((block - first) / (blocks - first)) * (width - LEFT - 14)
    const clipped = value => Math.max(-decades, Math.min(decades, Math.log10(value)))
    const y = value => (TOP + FOOT) / 2 - (clipped(value) / decades) * ((FOOT - TOP) / 2)
    if (data.guess) shade(svg, width, y, decades)
    for (let decade = -decades; decade <= decades; decade += 2) {
      make("line", { x1: LEFT, x2: width - 14, y1: y(10 ** decade), y2: y(10 ** decade), stroke: "var(--st-text-color)", "stroke-opacity": decade ? 0.12 : 0.45 }, svg)
      make("text", { class: "small", x: LEFT - 8, y: y(10 ** decade) + 4, "text-anchor": "end" }, svg, decade ? power(decade) : "1")
    }
    const places = Array.from({ length: blocks - first + 1 }, (_, i) => i + first)
    for (const plain of [true, false]) {
      const points = places.map(block => `${x(block)},${y(model(plain, back ? blocks - block : block))}`).join(" ")
      make("polyline", { class: plain ? "plain" : "residual", points, fill: "none", "stroke-width": 2.6, ...(plain ? { "stroke-dasharray": "7 5" } : {}) }, svg)
    }
    const ends = {}
    for (const course of data.courses) {
      if (course.depth !== held.depth || course.norm !== held.norm) continue
      const kind = course.plain ? "plain" : "residual"
      course.values.forEach((value, i) => {
        if (value > 0) make("circle", { class: `dot ${kind}`, cx: x(i + first), cy: y(value), r: 4.2 }, svg)
      })
      ends[kind] = number(back ? course.values[0] : course.values.at(-1))
    }
    legend(svg, width)
    for (const block of [first, Math.round((first + blocks) / 2), blocks]) {
      make("text", { class: "small", x: x(block), y: FOOT + 20, "text-anchor": block === first ? "start" : block === blocks ? "end" : "middle" }, svg, String(block))
    }
    make("text", { class: "small", x: (LEFT + width) / 2, y: HEIGHT + 10, "text-anchor": "middle" }, svg, words.across)
    const told = { blocks: String(blocks), factor: written(held.factor, locale), product: number(model(true, blocks - first)), sum: number(model(false, blocks - first)) }
    const found = ends.plain && ends.residual ? " " + fill(words.found, ends) : ""
    reading.textContent = fill(words.reading, told) + found
  }

  // What was predicted of the end of the way: above ten times, between, or below a tenth of where it began.
  function shade(svg, width, y, decades) {
    const [high, low] = { explodes: [10 ** decades, 10], even: [10, 0.1], vanishes: [0.1, 10 ** -decades] }[data.guess]
    make("rect", { x: LEFT, width: width - LEFT - 14, y: y(high), height: y(low) - y(high), fill: "var(--st-text-color)", "fill-opacity": 0.08 }, svg)
    make("text", { class: "small", x: width - 20, y: (y(high) + y(low)) / 2 + (data.guess === "even" ? -6 : 4), "text-anchor": "end", "font-style": "italic" }, svg, words.guessed)
  }

  function legend(svg, width) {
    let at = LEFT, y = 9
    for (const kind of ["product", "sum", ...(data.courses.length ? ["measured"] : [])]) {
      const long = 30 + words[kind].length * 6.5
      if (at > LEFT && at + long > width) [at, y] = [LEFT, y + 17]
      if (kind === "measured") {
        for (const [i, one] of ["plain", "residual"].entries()) make("circle", { class: `dot ${one}`, cx: at + 6 + 12 * i, cy: y, r: 4.2 }, svg)
      } else {
        make("line", { class: kind === "product" ? "plain" : "residual", x1: at, x2: at + 24, y1: y, y2: y, "stroke-width": 2.6, ...(kind === "product" ? { "stroke-dasharray": "7 5" } : {}) }, svg)
      }
      const text = make("text", { class: "small", x: at + 30, y: y + 4 }, svg, words[kind])
      at += 30 + (text.getComputedTextLength?.() || words[kind].length * 7) + 18
    }
  }

  draw()
  whenWidthChanges(parentElement, place, draw, 4)
}
