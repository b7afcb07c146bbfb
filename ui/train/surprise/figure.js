// The loss of one picture by the probability of its class: −log p.
const [WIDTH, HEIGHT] = [620, 262]
const BOX = { left: 40, right: 600, top: 16, bottom: 208 }
const TOP = 4.6
const LEAST = 0.01

const x = share => BOX.left + share * (BOX.right - BOX.left)
const y = loss => BOX.bottom - (Math.min(loss, TOP) / TOP) * (BOX.bottom - BOX.top)
const loss = share => -Math.log(share)

export default function ({ data, parentElement }) {
  const place = stage(parentElement)
  const { words, locale } = data
  const state = remember(parentElement, { share: data.chance })
  const percent = share => share.toLocaleString(locale, { style: "percent", maximumFractionDigits: 0 })
  const box = tag("div", { class: "box" }, place)
  const input = slider(box, { label: words.share, min: LEAST, max: 0.99, step: 0.01, value: state.share, written: percent }, share => show(share))
  const svg = drawing(box, WIDTH, HEIGHT, data.alt)
  for (const at of [0, 1, 2, 3, 4]) {
    make("line", { class: "grid", x1: BOX.left, x2: BOX.right, y1: y(at), y2: y(at) }, svg)
    make("text", { class: "tick", x: BOX.left - 8, y: y(at) + 5, "text-anchor": "end" }, svg, String(at))
  }
  for (const at of [0, 0.25, 0.5, 0.75, 1]) {
    const anchor = at === 0 ? "start" : at === 1 ? "end" : "middle"
    make("text", { class: "tick", x: x(at), y: BOX.bottom + 22, "text-anchor": anchor }, svg, percent(at))
  }
  make("text", { class: "tick", x: BOX.right, y: BOX.bottom + 47, "text-anchor": "end" }, svg, words.axis)
  make("text", { class: "tick", x: BOX.left + 18, y: BOX.top }, svg, words.loss)
  const way = Array.from({ length: 100 }, (_, place) => LEAST + (place / 99) * (1 - LEAST))
  make("path", { class: "line", d: `M${way.map(share => `${x(share)},${y(loss(share))}`).join("L")}` }, svg)
  make("circle", { class: "guess", cx: x(data.chance), cy: y(loss(data.chance)), r: 4 }, svg)
  make("text", { class: "tick", x: x(data.chance) + 10, y: y(loss(data.chance)) - 4 }, svg, words.guessing)
  const drop = make("line", { class: "drop" }, svg)
  const dot = make("circle", { class: "dot", r: 8 }, svg)
  const told = tag("p", { class: "reading", "aria-live": "polite" }, box)
  const show = share => {
    state.share = share
    const at = { x1: x(share), x2: x(share), y1: BOX.bottom, y2: y(loss(share)) }
    for (const [name, value] of Object.entries(at)) drop.setAttribute(name, value)
    dot.setAttribute("cx", x(share))
    dot.setAttribute("cy", y(loss(share)))
    told.textContent = fill(words.reading, { share: percent(share), loss: written(loss(share), locale, 3) })
  }
  draggable(svg, dot, across => {
    input.value = (across - BOX.left) / (BOX.right - BOX.left)
    input.dispatchEvent(new Event("input"))
  })
  show(state.share)
}
