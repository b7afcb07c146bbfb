// Two curves of the loss over a step: of fixed length, and in lengths of the weights. The scale of the weights bends one.
const WIDTH = 380, HEIGHT = 220, LEFT = 44, BOTTOM = 40, TOP = 14, REACH = 2

// The loss where the direction of the weights has turned by the step `t`, in lengths of the weights.
const loss = t => 0.25 + 2.05 * (t * t) / (0.35 + t * t)

function panel(parent, title, axis, data, at) {
  const box = tag("div", { class: "panel" }, parent)
  tag("strong", {}, box, title)
  const svg = drawing(box, WIDTH, HEIGHT, `${title}. ${data.alt}`)
  const x = t => LEFT + (WIDTH - LEFT - 8) * ((t + REACH) / (2 * REACH))
  const y = value => HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (value / 2.5)
  for (const value of [0, 1, 2]) {
    make("line", { x1: LEFT, x2: WIDTH - 8, y1: y(value), y2: y(value), class: "grid" }, svg)
    make("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, svg, String(value))
  }
  for (const step of [-2, -1, 0, 1, 2]) make("text", { x: x(step), y: HEIGHT - BOTTOM + 18, "text-anchor": "middle" }, svg, written(step, data.locale))
  make("text", { x: (WIDTH + LEFT) / 2, y: HEIGHT - 4, "text-anchor": "middle", class: "axis" }, svg, axis)
  make("text", { x: 12, y: TOP - 2, class: "axis" }, svg, data.words.loss)
  const points = Array.from({ length: 161 }, (_, i) => -REACH + (2 * REACH * i) / 160)
  make("polyline", { class: "curve", points: points.map(t => `${x(t).toFixed(1)},${y(loss(at(t))).toFixed(1)}`).join(" ") }, svg)
  make("circle", { cx: x(0), cy: y(loss(0)), r: 5, class: "net" }, svg)
}

export default function ({ data, parentElement }) {
  const place = stage(parentElement)
  const state = remember(parentElement, { power: Math.log10(data.scale) })
  const controls = tag("div", {}, place)
  const pictures = tag("div", { class: "pair" }, place)
  const draw = () => {
    const scale = 10 ** state.power
    pictures.replaceChildren()
    panel(pictures, data.words.fixed, data.words.fixed_step, data, t => t / scale)
    panel(pictures, data.words.own, data.words.own_step, data, t => t)
  }
  const times = power => "× " + written(10 ** power, data.locale, 2)
  slider(controls, { label: data.words.scale, min: -1, max: 1, step: 0.1, value: state.power, written: times }, power => { state.power = power; draw() })
  draw()
  tag("p", { class: "reading" }, place, data.words.reading)
}
