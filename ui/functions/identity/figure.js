// A picture goes through new layers of one kernel, with and without shortcuts; a slider leads the kernels from random
// numbers to those that change nothing: the identity without shortcuts, zero with them.
const SIDE = 28
const IDENTITY = [[0, 0, 0], [0, 1, 0], [0, 0, 0]]
const ZERO = IDENTITY.map(row => row.map(() => 0))
const SAME = 0.9999

function read(pixels) {
  return Float64Array.from(atob(pixels), sign => sign.charCodeAt(0) / 255)
}

function between(random, goal, near) {
  return random.map((row, y) => row.map((weight, x) => weight + near * (goal[y][x] - weight)))
}

// One layer: a convolution that keeps the size, then a ReLU; with a shortcut the input is added before it.
function layer(picture, kernel, hasShortcut) {
  return picture.map((value, place) => {
    const [y, x] = [Math.floor(place / SIDE), place % SIDE]
    let sum = hasShortcut ? value : 0
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const [row, column] = [y + dy, x + dx]
        if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) sum += kernel[dy + 1][dx + 1] * picture[row * SIDE + column]
      }
    }
    return Math.max(0, sum)
  })
}

function through(picture, kernel, { layers, hasShortcut }) {
  let out = picture
  for (let count = 0; count < layers; count++) out = layer(out, kernel, hasShortcut)
  return out
}

// The cosine between two pictures; 0 where one of them is black.
function likeness(one, other) {
  const dot = (a, b) => a.reduce((sum, value, place) => sum + value * b[place], 0)
  const size = Math.sqrt(dot(one, one) * dot(other, other))
  return size ? dot(one, other) / size : 0
}

function paint(canvas, picture) {
  const context = canvas.getContext("2d")
  const image = context.createImageData(SIDE, SIDE)
  picture.forEach((value, place) => {
    const shade = Math.round(255 * Math.min(1, value))
    image.data.set([shade, shade, shade, 255], 4 * place)
  })
  context.putImageData(image, 0, 0)
}

function drawKernel(parent, kernel, locale) {
  parent.replaceChildren()
  for (const weight of kernel.flat()) {
    const cell = tag("span", {}, parent, weight.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace("-", "−"))
    cell.style.setProperty("--size", `${Math.min(100, 100 * Math.abs(weight))}%`)
  }
}

export default function ({ data, parentElement }) {
  const place = stage(parentElement)
  const { words, locale } = data
  const state = remember(parentElement, { near: 0, layers: data.first })
  const picture = read(data.pixels)
  const controls = tag("div", { class: "controls" }, place)
  const percent = share => share.toLocaleString(locale, { style: "percent", maximumFractionDigits: 0 })
  const near = slider(controls, { label: words.near, min: 0, max: 1, step: 0.01, value: state.near, written: percent }, value => show({ near: value }))
  slider(controls, { label: words.layers, min: 1, max: data.layers, step: 1, value: state.layers }, value => show({ layers: value }))
  const buttons = tag("div", { class: "buttons" }, controls)
  for (const [label, value] of [[words.start, 0], [words.copy, 1]]) {
    tag("button", { type: "button" }, buttons, label).onclick = () => {
      near.value = value
      near.dispatchEvent(new Event("input"))
    }
  }
  const row = tag("div", { class: "row", role: "group", "aria-label": data.alt }, place)
  const first = tag("figure", {}, row)
  paint(tag("canvas", { width: SIDE, height: SIDE, "aria-hidden": "true" }, first), picture)
  tag("figcaption", {}, first, words.in)
  const ways = [["plain", IDENTITY, false], ["residual", ZERO, true]].map(([kind, goal, hasShortcut]) => {
    const way = tag("div", { class: `way ${kind}` }, row)
    tag("p", { class: "name" }, way, words[kind])
    const parts = tag("div", { class: "parts" }, way)
    const kernel = tag("div", { class: "kernel", role: "img", "aria-label": words.kernel }, parts)
    const figure = tag("figure", {}, parts)
    const canvas = tag("canvas", { width: SIDE, height: SIDE, "aria-hidden": "true" }, figure)
    return { goal, hasShortcut, kernel, canvas, told: tag("figcaption", { "aria-live": "polite" }, figure) }
  })
  const show = change => {
    Object.assign(state, change)
    for (const { goal, hasShortcut, kernel, canvas, told } of ways) {
      const weights = between(data.random, goal, state.near)
      drawKernel(kernel, weights, locale)
      const out = through(picture, weights, { layers: state.layers, hasShortcut })
      paint(canvas, out)
      const alike = likeness(picture, out)
      told.textContent = alike > SAME ? words.same : fill(words.likeness, { share: alike.toLocaleString(locale, { maximumFractionDigits: 2 }) })
    }
  }
  show({})
}
