// A sum of equal contributions, one a block: mean 1 and variance 1 each. Batch norm subtracts a mean and divides by a
// spread, those stored with every block in place or those that now arrive.
const HEIGHT = 190, FOOT = 150, FROM = -4, TO = 8, LOW = -4, HIGH = 4

function bell(x, mean, spread) {
  return Math.exp(-(((x - mean) / spread) ** 2) / 2) / spread
}

// The share of a normal distribution above 0 (Abramowitz and Stegun 1964, 7.1.26; right to 1.5e-7).
function above(mean, spread) {
  const z = mean / spread / Math.SQRT2, t = 1 / (1 + 0.3275911 * Math.abs(z))
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const upper = 1 - series * Math.exp(-z * z)
  return (1 + Math.sign(z) * upper) / 2
}

export default function ({ data, parentElement }) {
  const { words, locale } = data
  const place = stage(parentElement)
  const held = remember(parentElement, { removed: 1, fresh: false })
  slider(place, { label: words.removed, min: 0, max: data.blocks - 1, step: 1, value: held.removed }, removed => { held.removed = removed; draw() })
  choice(place, { label: words.statistics, options: [[false, words.stored], [true, words.fresh]], value: held.fresh }, fresh => { held.fresh = fresh; draw() })
  const pair = tag("div", { class: "pair" }, place)
  const reading = tag("p", { class: "reading" }, place)

  function draw() {
    pair.replaceChildren()
    const left = data.blocks - held.removed
    const [mean, spread] = [left, Math.sqrt(left)]
    const [usedMean, usedSpread] = held.fresh ? [mean, spread] : [data.blocks, Math.sqrt(data.blocks)]
    const [outMean, outSpread] = [(mean - usedMean) / usedSpread, spread / usedSpread]
    const number = value => written(value, locale)
    const share = above(outMean, outSpread).toLocaleString(locale, { style: "percent", maximumFractionDigits: 1 })
    const width = Math.max(260, Math.min(560, place.clientWidth < 600 ? place.clientWidth : place.clientWidth / 2 - 8))
    const before = drawing(pair, width, HEIGHT, `${data.alt} ${words.arrives}`)
    curve(before, width, [FROM, TO], { mean: data.blocks, spread: Math.sqrt(data.blocks), ghost: true })
    curve(before, width, [FROM, TO], { mean, spread })
    // The mean and the spread that batch norm uses, as a bracket below the axis.
    const x = value => 8 + ((value - FROM) / (TO - FROM)) * (width - 16)
    make("line", { x1: x(usedMean - usedSpread), x2: x(usedMean + usedSpread), y1: FOOT + 8, y2: FOOT + 8, stroke: "var(--st-primary-color)", "stroke-width": 4 }, before)
    make("circle", { cx: x(usedMean), cy: FOOT + 8, r: 6, fill: "var(--st-primary-color)" }, before)
    axis(before, width, [FROM, TO], words.arrives)
    const after = drawing(pair, width, HEIGHT, `${words.leaves} ${fill(words.passed, { share })}`)
    curve(after, width, [LOW, HIGH], { mean: 0, spread: 1, ghost: true })
    curve(after, width, [LOW, HIGH], { mean: outMean, spread: outSpread, shaded: true })
    axis(after, width, [LOW, HIGH], words.leaves)
    make("text", { x: width - 8, y: 40, "text-anchor": "end", "font-weight": 700 }, after, fill(words.passed, { share }))
    reading.textContent = fill(words.reading, { mean: number(mean), spread: number(spread), used_mean: number(usedMean), used_spread: number(usedSpread), share })
  }

  function curve(svg, width, [from, to], { mean, spread, ghost, shaded }) {
    const x = value => 8 + ((value - from) / (to - from)) * (width - 16)
    const top = 105 * Math.min(1, bell(mean, mean, spread)) / bell(mean, mean, spread)
    const y = value => FOOT - top * bell(value, mean, spread)
    const points = Array.from({ length: 121 }, (_, i) => from + ((to - from) * i) / 120)
    const line = points.map(value => `${x(value)},${y(value)}`).join(" ")
    if (shaded) {
      const passed = points.filter(value => value >= 0).map(value => `${x(value)},${y(value)}`).join(" ")
      make("polygon", { points: `${x(0)},${FOOT} ${passed} ${x(to)},${FOOT}`, fill: "var(--st-primary-color)", "fill-opacity": 0.35 }, svg)
      make("line", { x1: x(0), x2: x(0), y1: 30, y2: FOOT, stroke: "var(--st-text-color)", "stroke-opacity": 0.5, "stroke-dasharray": "3 3" }, svg)
    }
    make("polyline", { points: line, fill: "none", stroke: ghost ? "var(--st-text-color)" : "var(--st-primary-color)", "stroke-width": ghost ? 1.2 : 2.4, "stroke-opacity": ghost ? 0.45 : 1, ...(ghost ? { "stroke-dasharray": "4 3" } : {}) }, svg)
  }

  function axis(svg, width, [from, to], title) {
    make("line", { x1: 8, x2: width - 8, y1: FOOT, y2: FOOT, stroke: "var(--st-text-color)", "stroke-opacity": 0.4 }, svg)
    make("text", { x: 8, y: 16, "font-weight": 600 }, svg, title)
    for (let value = from; value <= to; value += 2) {
      make("text", { class: "small", x: 8 + ((value - from) / (to - from)) * (width - 16), y: FOOT + 30, "text-anchor": "middle" }, svg, written(value, locale))
    }
  }

  draw()
}
