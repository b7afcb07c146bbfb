// What a block should compute, f(x), beside what is left for its layers once x is carried around them, f(x) - x.
const SHAPES = { wave: x => 0.9 * Math.sin(2.4 * x), zero: () => 0, mirror: x => -x }
const EDGE = 2, STEPS = 120, PANEL = { width: 400, height: 250, left: 18, right: 18, top: 34, bottom: 18 }
const xs = Array.from({ length: STEPS + 1 }, (_, i) => -EDGE + (2 * EDGE * i) / STEPS)

const across = x => PANEL.left + ((x + EDGE) / (2 * EDGE)) * (PANEL.width - PANEL.left - PANEL.right)
const up = y => PANEL.top + ((EDGE - y) / (2 * EDGE)) * (PANEL.height - PANEL.top - PANEL.bottom)
const line = points => points.map(([x, y]) => `${across(x).toFixed(1)},${up(y).toFixed(1)}`).join(" ")
const size = values => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)

function panel(parent, title, alt) {
  const svg = drawing(parent, PANEL.width, PANEL.height, alt)
  make("line", { class: "axis", x1: across(-EDGE), x2: across(EDGE), y1: up(0), y2: up(0) }, svg)
  make("line", { class: "axis", x1: across(0), x2: across(0), y1: up(-EDGE), y2: up(EDGE) }, svg)
  make("text", { class: "head", x: PANEL.left, y: 20 }, svg, title)
  return svg
}

export default function ({ data, parentElement }) {
  const place = stage(parentElement), { words, locale } = data
  const set = remember(parentElement, { shape: "wave", away: 0.3 })
  const share = value => value.toLocaleString(locale, { style: "percent", maximumFractionDigits: 0 })
  const controls = tag("div", { class: "controls" }, place)
  const pair = tag("div", { class: "pair" }, place)
  const reading = tag("p", { class: "reading" }, place)
  const target = panel(pair, words.target, data.alt), left = panel(pair, words.left, words.left)
  const parts = [target, left].map(svg => ({
    area: make("polygon", { class: "area" }, svg), curve: make("polyline", { class: "curve" }, svg),
  }))
  make("polyline", { class: "identity", points: line([[-EDGE, -EDGE], [EDGE, EDGE]]) }, target)
  make("text", { class: "small", x: across(EDGE) - 24, y: up(EDGE) + 4, "text-anchor": "end" }, target, words.identity)
  const handle = make("circle", { class: "handle", r: 9 }, target)

  choice(controls, { label: words.shape, options: ["wave", "zero", "mirror"].map(name => [name, words[name]]), value: set.shape }, shape => {
    set.shape = shape
    draw()
  })
  const away = slider(controls, { label: words.away, min: 0, max: 1, step: 0.01, value: set.away, written: share }, value => {
    set.away = value
    draw()
  })

  function draw() {
    const goal = SHAPES[set.shape], f = x => x + set.away * (goal(x) - x)
    const wanted = xs.map(f), rest = xs.map(x => f(x) - x)
    const zero = [[EDGE, 0], [-EDGE, 0]]
    const under = values => line([...xs.map((x, i) => [x, values[i]]), ...zero])
    for (const [i, values] of [wanted, rest].entries()) {
      parts[i].area.setAttribute("points", under(values))
      parts[i].curve.setAttribute("points", line(xs.map((x, at) => [x, values[at]])))
    }
    const far = xs.reduce((best, x) => (x > 0 && Math.abs(goal(x) - x) > Math.abs(goal(best) - best) ? x : best), 1)
    handle.setAttribute("cx", across(far))
    handle.setAttribute("cy", up(f(far)))
    draggable(target, handle, (_, y) => {
      const value = EDGE - ((y - PANEL.top) / (PANEL.height - PANEL.top - PANEL.bottom)) * 2 * EDGE
      away.value = Math.min(1, Math.max(0, (value - far) / (goal(far) - far)))
      away.oninput()
    })
    const whole = size(wanted), remains = size(rest)
    const told = set.away === 0 ? words.nothing : remains < whole ? words.less : words.more
    reading.textContent = fill(told, { whole: written(whole, locale, 2), left: written(remains, locale, 2) })
  }
  draw()
}
