// A network as what flows through it: the maps after the stem, after each module and at the end, and beneath them a mark for
// every layer with weights. Shapes and counts are the plan's; the script adds up what is ticked.
const BOX = { width: 120, height: 104, base: 92 }, MOST = 60
const LARGEST = Math.log2(256), DEEPEST = Math.log2(4096)

// A block of maps: as high as they are large, as deep as there are channels.
function drawMaps(parent, [channels, height, width]) {
  const svg = make("svg", { viewBox: `0 0 ${BOX.width} ${BOX.height}`, "aria-hidden": "true" }, parent)
  const tall = 8 + (62 * Math.log2(height)) / LARGEST, wide = 8 + (62 * Math.log2(width)) / LARGEST
  const deep = 2 + (34 * Math.log2(channels)) / DEEPEST, x = (BOX.width - wide - deep) / 2, y = BOX.base - tall
  const face = points => make("polygon", { class: "side", points: points.map(point => point.join(",")).join(" ") }, svg)
  face([[x, y], [x + deep, y - deep * 0.6], [x + wide + deep, y - deep * 0.6], [x + wide, y]])
  face([[x + wide, y], [x + wide + deep, y - deep * 0.6], [x + wide + deep, y + tall - deep * 0.6], [x + wide, y + tall]])
  make("rect", { class: "front", x, y, width: wide, height: tall }, svg)
}

export default function ({ data, parentElement }) {
  const place = stage(parentElement), { words, locale } = data
  const first = { network: data.network, side: data.side, ticked: new Set(data.ticked) }
  const set = remember(parentElement, first)
  if (set.network !== data.network) Object.assign(set, first)
  const sides = data.sizes.map(([side]) => side)
  const whole = number => number.toLocaleString(locale)

  slider(place, { label: words.side, min: 0, max: sides.length - 1, step: 1, value: Math.max(0, sides.indexOf(set.side)), written: at => whole(sides[at]) }, at => {
    set.side = sides[at]
    drawShapes()
  })
  const row = tag("ol", { class: "row" }, place)
  const cards = data.segments.map(part => {
    const card = tag("li", { class: "card" }, row)
    const maps = tag("div", { class: "maps" }, card)
    tag("div", { class: "name" }, card, part.name)
    const shape = tag("div", { class: "shape" }, card)
    const marks = tag("div", { class: "marks", "aria-hidden": "true" }, card)
    return { maps, shape, marks, count: tag("div", { class: "count" }, card) }
  })
  const counter = tag("div", { class: "counter" }, place)
  const ticks = tag("div", { class: "choice", role: "group", "aria-label": words.ticks }, counter)
  for (const kind of data.kinds) {
    const button = toggle(ticks, kind.label, set.ticked.has(kind.code), on => {
      if (on) set.ticked.add(kind.code)
      else set.ticked.delete(kind.code)
      drawCounts()
    })
    button.classList.add(kind.code)
  }
  const total = tag("output", { class: "total" }, counter), reading = tag("p", { class: "reading" }, place)
  reading.setAttribute("aria-live", "polite")
  row.setAttribute("aria-label", data.alt)

  function drawShapes() {
    const [, shapes] = data.sizes.find(([side]) => side === set.side) ?? data.sizes[0]
    cards.forEach(({ maps, shape }, at) => {
      maps.replaceChildren()
      drawMaps(maps, shapes[at])
      shape.textContent = shapes[at].map(String).join("×")
    })
  }
  function drawCounts() {
    const counted = part => data.kinds.reduce((sum, { code }) => sum + (set.ticked.has(code) ? part.counts[code] : 0), 0)
    data.segments.forEach((part, at) => {
      const { marks, count } = cards[at]
      marks.replaceChildren()
      const all = data.kinds.reduce((sum, { code }) => sum + part.counts[code], 0)
      for (const { code } of all <= MOST ? data.kinds : []) {
        for (let i = 0; i < part.counts[code]; i += 1) tag("i", { class: `${code}${set.ticked.has(code) ? " on" : ""}` }, marks)
      }
      count.textContent = all ? whole(counted(part)) : ""
    })
    const sum = data.segments.reduce((all, part) => all + counted(part), 0)
    total.textContent = whole(sum)
    const terms = data.kinds.filter(({ code }) => set.ticked.has(code)).map(({ term }) => term).join(" + ")
    reading.textContent = terms ? fill(sum === data.in_the_name ? words.same : words.other, { terms, total: whole(sum) }) : words.none
  }
  drawShapes()
  drawCounts()
}
