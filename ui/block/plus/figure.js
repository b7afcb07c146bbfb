// Backward through one plus, in single numbers: a block of two weights, forwards in thin lines and backwards in bands.
const WIDTH = 400, HEIGHT = 470, MAIN = 110, SIDE = 300, BOX = 116
const ROWS = { x: 18, fork: 72, first: 128, relu: 208, second: 288, plus: 378, y: 446 }
const BAND = 13
const shown = (value, locale) => value.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace("-", "−").replace(/^−(0[.,]00)$/, "$1")

// Everything that runs through the block, forwards and back; `carry` is 1 with the shortcut and 0 without.
function run({ x, first, second, upstream }, carry, rate) {
  const h = first * x, a = Math.max(0, h), f = second * a, y = f + carry * x
  const slopeA = upstream * second, slopeH = h > 0 ? slopeA : 0
  const slope = { first: slopeH * x, second: upstream * a }
  const after = { first: first - rate * slope.first, second: second - rate * slope.second }
  return { h, a, f, y, slopeA, slopeH, slope, after, through: slopeH * first, around: carry * upstream, back: slopeH * first + carry * upstream }
}

export default function ({ data, parentElement }) {
  const place = stage(parentElement), { words, locale, rate } = data
  const set = remember(parentElement, { x: 1, first: 0.5, second: 0.2, upstream: 1, shortcut: true })
  const number = value => shown(value, locale)
  const pair = tag("div", { class: "pair" }, place)
  const svg = drawing(pair, WIDTH, HEIGHT, data.alt), side = tag("div", { class: "side" }, pair)

  toggle(side, words.shortcut, set.shortcut, on => { set.shortcut = on; draw() })
  for (const [name, min, max] of [["x", -2, 2], ["first", -2, 2], ["second", -2, 2], ["upstream", -2, 2]]) {
    slider(side, { label: words[name], min, max, step: 0.05, value: set[name], written: number }, value => { set[name] = value; draw() })
  }
  const table = tag("table", {}, side), reading = tag("p", { class: "reading" }, place)
  reading.setAttribute("aria-live", "polite")

  const wire = (points, kind = "") => make("polyline", { class: `wire ${kind}`, points: points.map(point => point.join(",")).join(" ") }, svg)
  function part(points, value, slope, at, dashed) {
    if (!dashed) wire(points, "band").style.strokeWidth = Math.min(BAND * 2, BAND * Math.abs(slope))
    wire(points, dashed ? "gone" : "")
    if (dashed) return
    make("text", { class: "value", x: at[0] - 9, y: at[1], "text-anchor": "end" }, svg, `↓ ${number(value)}`)
    make("text", { class: "slope", x: at[0] + 9, y: at[1] }, svg, `↑ ${number(slope)}`)
  }
  function box(y, text) {
    make("rect", { class: "box", x: MAIN - BOX / 2, y: y - 19, width: BOX, height: 38, rx: 7 }, svg)
    make("text", { class: "head", x: MAIN, y: y + 5, "text-anchor": "middle" }, svg, text)
  }
  function dot(y, text, r = 15) {
    make("circle", { class: "dot", cx: MAIN, cy: y, r }, svg)
    make("text", { class: "head", x: MAIN, y: y + 5.5, "text-anchor": "middle" }, svg, text)
  }

  function drawTable(now) {
    table.replaceChildren()
    const line = (cells, name = "td") => {
      const row = tag("tr", {}, table)
      cells.forEach((cell, i) => tag(i ? name : "th", { scope: i ? "col" : "row" }, row, cell))
    }
    line([words.weight, words.before, words.gradient, fill(words.after, { rate: number(rate) })], "th")
    for (const name of ["first", "second"]) line([words[name], number(set[name]), number(now.slope[name]), number(now.after[name])])
  }

  function draw() {
    svg.replaceChildren()
    const carry = Number(set.shortcut), now = run(set, carry, rate), without = run(set, 0, rate), withIt = run(set, 1, rate)
    part([[MAIN, ROWS.fork], [SIDE, ROWS.fork], [SIDE, ROWS.plus], [MAIN + 15, ROWS.plus]], set.x, now.around, [SIDE, (ROWS.fork + ROWS.plus) / 2], !carry)
    part([[MAIN, ROWS.x], [MAIN, ROWS.fork]], set.x, now.back, [MAIN, ROWS.fork - 16])
    part([[MAIN, ROWS.fork], [MAIN, ROWS.first - 19]], set.x, now.through, [MAIN, ROWS.first - 26])
    part([[MAIN, ROWS.first + 19], [MAIN, ROWS.relu - 19]], now.h, now.slopeH, [MAIN, ROWS.relu - 36])
    part([[MAIN, ROWS.relu + 19], [MAIN, ROWS.second - 19]], now.a, now.slopeA, [MAIN, ROWS.second - 36])
    part([[MAIN, ROWS.second + 19], [MAIN, ROWS.plus - 15]], now.f, set.upstream, [MAIN, ROWS.plus - 36])
    part([[MAIN, ROWS.plus + 15], [MAIN, ROWS.y - 15]], now.y, set.upstream, [MAIN, ROWS.y - 28])
    dot(ROWS.x, "x")
    box(ROWS.first, `× ${words.first}`)
    box(ROWS.relu, "ReLU")
    box(ROWS.second, `× ${words.second}`)
    dot(ROWS.plus, carry ? "+" : "")
    dot(ROWS.y, "y")
    drawTable(now)
    const values = { back: number(withIt.back), bare: number(without.back), upstream: number(set.upstream) }
    reading.textContent = fill(words.reading, values)
  }
  draw()
}
