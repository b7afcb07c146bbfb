// Every way through n blocks: up through a main path, down through a shortcut. Lit are the paths of one length, or
// all of them by the share of the gradient that was measured in a net with so many blocks.
const TREE = 216, BARS = 74, GAP = 24, FEET = 40

function choose(n, k) {
  let ways = 1
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i
  return Math.round(ways)
}

export default function ({ data, parentElement }) {
  const { words, locale } = data
  const place = stage(parentElement)
  const held = remember(parentElement, { blocks: 3, length: 1, light: "length" })
  const count = number => number.toLocaleString(locale)
  const percent = share => share.toLocaleString(locale, { style: "percent", maximumSignificantDigits: 2 })
  const top = tag("div", { class: "controls" }, place)
  slider(top, { label: words.blocks, min: 1, max: data.most, step: 1, value: held.blocks, written: count }, blocks => {
    held.blocks = blocks
    lengths.max = blocks
    lengths.value = held.length = Math.min(held.length, blocks)
    lengths.dispatchEvent(new Event("input"))
  })
  const lengths = slider(
    top, { label: words.length, min: 0, max: held.blocks, step: 1, value: held.length, written: count },
    length => { held.length = length; draw() },
  )
  choice(
    top, { label: words.light, options: [["length", words["of-length"]], ["share", words["by-share"]]], value: held.light },
    light => { held.light = light; draw() },
  )
  const canvas = tag("div", {}, place)
  const reading = tag("p", { class: "reading" }, place)

  function draw() {
    const { blocks, length } = held
    const shares = held.light === "share" ? data.shares[blocks] : undefined
    const width = Math.max(300, Math.min(860, place.clientWidth || 640))
    canvas.replaceChildren()
    const svg = drawing(canvas, width, TREE + GAP + BARS + FEET, data.alt)
    tree(svg, width, Math.min(blocks, data.drawn), { length, shares, faint: blocks > data.drawn })
    if (blocks > data.drawn) {
      make("text", { class: "big", x: width / 2, y: TREE / 2 + 8, "text-anchor": "middle" }, svg,
        fill(words.counted, { paths: count(2 ** blocks) }))
    }
    bars(svg, width, shares)
    const told = { blocks: count(blocks), length: count(length), count: count(choose(blocks, length)), paths: count(2 ** blocks) }
    told.part = percent(choose(blocks, length) / 2 ** blocks)
    const measured = Object.keys(data.shares).map(Number)
    if (held.light === "share" && !shares) {
      told.measured = new Intl.ListFormat(locale).format(measured.map(count))
      reading.textContent = fill(words.unmeasured, told)
    } else {
      told.share = shares && percent(Math.max(0, shares[length]))
      reading.textContent = fill(shares ? words.share : words.reading, told)
    }
  }

  function tree(svg, width, n, { length, shares, faint }) {
    const left = 14, right = width - 50, step = (right - left - 56) / n
    const x = level => left + level * step
    const y = (level, node) => 18 + ((node + 0.5) / 2 ** level) * (TREE - 18)
    // How much of the light the paths have that begin with `mains` main paths and have `rest` blocks before them.
    const light = (mains, rest) => {
      if (faint) return 0
      if (!shares) return length >= mains && length <= mains + rest ? 1 : 0
      let sum = 0
      for (let more = 0; more <= rest; more++) sum += (choose(rest, more) * Math.max(0, shares[mains + more])) / choose(n, mains + more)
      return sum
    }
    const edge = (d, kind, lit, label) => make("path", {
      d, fill: "none", class: kind,
      "stroke-width": shares ? Math.max(0.6, 14 * lit) : lit ? 2.2 : 1,
      "stroke-opacity": shares ? 0.2 + 0.8 * Math.sqrt(lit) : lit ? 1 : 0.16,
      ...(kind === "past" ? { "stroke-dasharray": "5 3" } : {}),
    }, svg)
    for (let level = 0; level < n; level++) {
      if (n <= 6 && !faint) make("text", { class: "small", x: x(level + 0.5), y: 10, "text-anchor": "middle" }, svg, fill(words.block, { number: level + 1 }))
      for (let node = 0; node < 2 ** level; node++) {
        const before = mainsOf(level, node)
        for (const way of [0, 1]) {
          const next = 2 * node + way, mains = before + (way ? 0 : 1)
          const [x1, y1, x2, y2] = [x(level), y(level, node), x(level + 1), y(level + 1, next)]
          const bend = (x1 + x2) / 2, lit = light(mains, n - level - 1)
          edge(`M${x1},${y1} C${bend},${y1} ${bend},${y2} ${x2},${y2}`, way ? "past" : "main", lit)
          if (!way && level < 4) {
            const size = 9 - level
            make("rect", { x: bend - size, y: (y1 + y2) / 2 - size / 2, width: 2 * size, height: size, rx: 2,
              fill: "var(--st-primary-color)", "fill-opacity": lit ? 1 : 0.2 }, svg)
          }
        }
      }
    }
    for (let leaf = 0; leaf < 2 ** n; leaf++) {
      const [x1, y1, x2, y2] = [x(n), y(n, leaf), right, TREE / 2 + 9]
      edge(`M${x1},${y1} C${(x1 + x2) / 2},${y1} ${(x1 + x2) / 2},${y2} ${x2},${y2}`, "past", light(mainsOf(n, leaf), 0))
    }
    for (const [end, at] of [["input", left], ["output", right]]) {
      make("circle", { cx: at, cy: TREE / 2 + 9, r: 6, fill: "var(--st-text-color)" }, svg)
      make("text", { class: "small", x: end === "input" ? 2 : at + 10, y: TREE / 2 + (end === "input" ? -6 : 13) }, svg, words[end])
    }
  }

  function mainsOf(level, node) {
    let mains = 0
    for (let bit = 0; bit < level; bit++) mains += (node >> bit) & 1 ? 0 : 1
    return mains
  }

  function bars(svg, width, shares) {
    const n = held.blocks, foot = TREE + GAP + BARS, room = (width - 28) / (n + 1)
    const counts = Array.from({ length: n + 1 }, (_, k) => choose(n, k) / 2 ** n)
    const most = Math.max(...counts, ...(shares ?? []))
    const every = room > 22 ? 1 : 3
    for (let k = 0; k <= n; k++) {
      const at = 14 + k * room, chosen = k === held.length
      const group = make("g", { class: "bar" }, svg)
      make("rect", { x: at, y: foot - BARS, width: room, height: BARS, fill: "transparent" }, group)
      const bar = (share, inset, look) => make("rect", { x: at + inset, width: Math.max(1, room - 2 * inset), y: foot - (BARS * Math.max(0, share)) / most, height: (BARS * Math.max(0, share)) / most, ...look }, group)
      bar(counts[k], room * 0.12, { fill: "var(--st-text-color)", "fill-opacity": shares ? 0.14 : chosen ? 1 : 0.3, ...(chosen && !shares ? { fill: "var(--st-primary-color)" } : {}) })
      if (shares) bar(shares[k], room * 0.28, { fill: "var(--st-primary-color)", "fill-opacity": chosen ? 1 : 0.65 })
      if (k % every === 0) make("text", { class: "small", x: at + room / 2, y: foot + 15, "text-anchor": "middle", "font-weight": chosen ? 700 : 400 }, svg, count(k))
      group.onclick = () => { lengths.value = k; lengths.dispatchEvent(new Event("input")) }
    }
    make("line", { x1: 14, x2: width - 14, y1: foot, y2: foot, stroke: "var(--st-text-color)", "stroke-opacity": 0.4 }, svg)
    make("text", { class: "small", x: 14, y: TREE + 17 }, svg, shares ? words.carried : words.all)
    make("text", { class: "small", x: width / 2, y: foot + 33, "text-anchor": "middle" }, svg, words.across)
  }

  draw()
  whenWidthChanges(parentElement, place, draw, 4)
}
