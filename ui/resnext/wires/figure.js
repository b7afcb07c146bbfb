// Channels as wires: which input of a block's three convolutions reaches which output. Every cost is looked up in the
// numbers of the plan, which `data.costs` holds for all channels, widths and groups; on maps of one pixel, so that those of
// the chosen maps are so many times as much.
const WIDTH = 560, HEIGHT = 400, TOP = 62, BOTTOM = 384, COLUMNS = [52, 198, 352, 508], SQUARE = 260, MANY = 2400
const places = (count, x) => Array.from({ length: count }, (_, i) => [x, TOP + ((BOTTOM - TOP) * (i + 0.5)) / count])
const hue = group => (group % 2 ? "odd" : "even")

function polygon(points, kind, svg) {
  make("polygon", { class: kind, points: points.map(point => point.map(value => value.toFixed(1)).join(",")).join(" ") }, svg)
}

function drawWires(svg, { channels, width, cardinality, follow }, words) {
  svg.replaceChildren()
  const [read, into, out, written] = COLUMNS, d = width / cardinality, group = Math.floor(follow / d)
  const step = (BOTTOM - TOP) / width, edges = [TOP, BOTTOM]
  const fan = (from, to) => polygon([[from, edges[0]], [from, edges[1]], [to, edges[1]], [to, edges[0]]], "all", svg)
  fan(read, into)
  fan(out, written)
  for (let g = 0; g < cardinality; g += 1) {
    const top = TOP + g * d * step, bottom = top + d * step
    polygon([[into, top], [into, bottom], [out, bottom], [out, top]], `group ${hue(g)}`, svg)
  }
  const before = places(width, into), after = places(width, out)
  if (width * d <= MANY) {
    for (let g = 0; g < cardinality; g += 1) {
      const path = before.slice(g * d, (g + 1) * d).flatMap(([x, y]) => after.slice(g * d, (g + 1) * d).map(([u, v]) => `M${x},${y.toFixed(1)}L${u},${v.toFixed(1)}`))
      make("path", { class: `wires ${hue(g)}`, d: path.join("") }, svg)
    }
  }
  const [x, y] = before[follow]
  const reached = after.slice(group * d, (group + 1) * d)
  make("path", { class: "followed", d: reached.map(([u, v]) => `M${x},${y}L${u},${v}`).join("") }, svg)
  polygon([[out, TOP + group * d * step], [out, TOP + (group + 1) * d * step], [written, BOTTOM], [written, TOP]], "spread", svg)
  const radius = Math.max(1, Math.min(4, step / 2.6))
  for (const [count, at] of [[channels, read], [width, into], [width, out], [channels, written]]) {
    for (const [cx, cy] of places(count, at)) make("circle", { class: "channel", cx, cy: cy.toFixed(1), r: at === read || at === written ? Math.max(1, Math.min(4, (BOTTOM - TOP) / count / 2.6)) : radius }, svg)
    make("text", { class: "small", x: at, y: TOP - 12, "text-anchor": "middle" }, svg, String(count))
  }
  make("circle", { class: "chosen", cx: x, cy: y, r: 6 }, svg)
  for (const [text, from, to] of [["1×1", read, into], [fill(words.middle, { cardinality }), into, out], ["1×1", out, written]]) {
    make("text", { class: "head", x: (from + to) / 2, y: 20, "text-anchor": "middle" }, svg, text)
  }
}

function drawMatrix(svg, { width, cardinality, follow }, words) {
  svg.replaceChildren()
  const left = 28, top = 28, side = SQUARE - left - 4, cell = side / width, d = width / cardinality, group = Math.floor(follow / d)
  make("rect", { class: "frame", x: left, y: top, width: side, height: side }, svg)
  for (let g = 0; g < cardinality; g += 1) {
    make("rect", { class: `square ${hue(g)}`, x: left + g * d * cell, y: top + g * d * cell, width: d * cell, height: d * cell }, svg)
  }
  make("rect", { class: "column", x: left + follow * cell, y: top, width: Math.max(1.5, cell), height: side }, svg)
  make("rect", { class: "hit", x: left + follow * cell, y: top + group * d * cell, width: Math.max(2.5, cell), height: d * cell }, svg)
  make("text", { class: "small", x: left + side / 2, y: 18, "text-anchor": "middle" }, svg, words.from)
  make("text", { class: "small", transform: `translate(16 ${top + side / 2}) rotate(-90)`, "text-anchor": "middle" }, svg, words.to)
}

function build(place, words, locale, changed) {
  place.replaceChildren()
  const set = { follow: 0 }
  const grid = tag("div", { class: "parts" }, place)
  const controls = tag("div", { class: "controls" }, grid)
  const wires = drawing(tag("div", {}, grid), WIDTH, HEIGHT, ""), right = tag("div", {}, grid)
  const matrix = drawing(right, SQUARE, SQUARE, "")
  let options = { channels: [], width: [], cardinality: [] }, data = null
  const whole = number => number.toLocaleString(locale)
  const inputs = Object.fromEntries(["channels", "width", "cardinality"].map(name => [name, slider(
    controls, { label: words[name], min: 0, max: 0, step: 1, value: 0, written: at => whole(options[name][at] ?? 0) }, at => {
      set[name] = options[name][at]
      draw()
    },
  )]))
  for (const input of Object.values(inputs)) {
    input.addEventListener("input", () => { set.held = true })
    whenLetGo(input, () => {
      set.held = false
      set.given = [set.channels, set.width, set.cardinality].join()
      changed({ channels: set.channels, width: set.width, cardinality: set.cardinality })
    })
  }
  inputs.follow = slider(controls, { label: words.follow, min: 1, max: 1, step: 1, value: 1, written: whole }, at => { set.follow = at - 1; draw() })
  const spoken = tag("dl", { class: "spoken" }, controls)
  const costs = tag("div", { class: "costs" }, controls), reading = tag("p", { class: "reading" }, place)
  reading.setAttribute("aria-live", "polite")

  function settle(input, name) {
    const at = options[name].indexOf(set[name])
    if (input.max !== String(options[name].length - 1)) input.max = options[name].length - 1
    if (Number(input.value) !== at) input.value = at
    input.nextElementSibling.textContent = whole(set[name])
    input.setAttribute("aria-valuetext", whole(set[name]))
  }
  function bar(label, value, one, written) {
    const row = tag("div", { class: "cost" }, costs)
    tag("span", { class: "name" }, row, label)
    const track = tag("span", { class: "track" }, row)
    tag("span", { class: "filled", style: `width:${((100 * value) / one).toFixed(1)}%` }, track)
    tag("span", { class: "number" }, row, `${written} · ${(value / one).toLocaleString(locale, { style: "percent", maximumFractionDigits: 0 })}`)
  }
  function draw() {
    const table = data.costs[set.channels][set.width]
    options = { channels: data.channel_options, width: data.width_options, cardinality: table.map(([groups]) => groups) }
    if (!options.cardinality.includes(set.cardinality)) {
      set.cardinality = options.cardinality.reduce((best, each) => (Math.abs(each - set.cardinality) < Math.abs(best - set.cardinality) ? each : best))
    }
    set.follow = Math.min(set.follow, set.width - 1)
    for (const name of ["channels", "width", "cardinality"]) {
      settle(inputs[name], name)
      inputs[name].parentElement.hidden = data.hidden.includes(name)
    }
    inputs.follow.max = set.width
    inputs.follow.value = set.follow + 1
    inputs.follow.nextElementSibling.textContent = whole(set.follow + 1)
    drawWires(wires, set, words)
    drawMatrix(matrix, set, words)
    const d = set.width / set.cardinality, [, params, macs] = table.find(([groups]) => groups === set.cardinality), [, one, oneMacs] = table[0]
    const pixels = data.side * data.side
    costs.replaceChildren()
    tag("p", { class: "small" }, costs, words.against)
    bar(words.params, params, one, whole(params))
    bar(words.macs, macs, oneMacs, whole(macs * pixels))
    spoken.replaceChildren()
    for (const [says, number] of [[words.chapter, d], [words.paper, set.cardinality]]) {
      tag("dt", {}, spoken, says)
      tag("dd", {}, spoken, `groups=${number}`)
    }
    const told = set.cardinality === 1 ? words.one : d === 1 ? words.depthwise : words.some
    reading.textContent = fill(told, { d: whole(d), width: whole(set.width), cardinality: whole(set.cardinality) })
    for (const svg of [wires, matrix]) svg.setAttribute("aria-label", `${data.alt} ${reading.textContent}`)
  }
  return now => {
    data = now
    const given = [now.channels, now.width, now.cardinality].join()
    if (set.given !== given && !set.held) Object.assign(set, { given, channels: now.channels, width: now.width, cardinality: now.cardinality })
    draw()
  }
}

// Built once and then changed in its place, so that a slider under the finger or with the focus stays.
export default function ({ data, parentElement, setTriggerValue }) {
  const key = JSON.stringify([data.words, data.locale])
  if (parentElement.builtWith !== key) {
    parentElement.builtWith = key
    parentElement.update = build(parentElement.querySelector(".figure"), data.words, data.locale, chosen => parentElement.tell(chosen))
  }
  parentElement.tell = chosen => setTriggerValue("chosen", chosen)
  parentElement.update(data)
}
