// Two stacks of blocks, the first part copied from a smaller network; one weight stands for each new block.
const TALL = 96
const SAME = 0.005 // an output this near to 1 is the same network

// What the signal is after each of the new blocks: a product of factors w, or of factors 1 + w.
function after(weight, blocks, isPlain) {
  const factor = isPlain ? weight : 1 + weight
  return Array.from({ length: blocks + 1 }, (_, block) => factor ** block)
}

// Half the thickness of the ribbon; large and small signals both find room.
function half(size) {
  return Math.max(0.6, Math.min(30, 13 * Math.abs(size) ** 0.35))
}

function ribbon(x, middle, sizes) {
  const upper = sizes.map((size, place) => `${x(place).toFixed(1)},${(middle - half(size)).toFixed(1)}`)
  const lower = sizes.map((size, place) => `${x(place).toFixed(1)},${(middle + half(size)).toFixed(1)}`).reverse()
  return `M${upper.join("L")}L${lower.join("L")}Z`
}

function drawStack(place, { isPlain, weight, data, width }) {
  const { words } = data
  const svg = make("svg", { viewBox: `0 0 ${width} ${TALL + 26}`, "aria-hidden": "true" }, place)
  const blocks = data.old + data.new
  const pitch = (width - 8) / blocks
  const x = block => 4 + block * pitch
  const middle = TALL / 2 + 4
  for (let block = 0; block < blocks; block++) {
    const look = block < data.old ? "old" : "new"
    if (!isPlain) {
      make("path", { class: "shortcut", d: `M${x(block) + 1},${middle}C${x(block) + 1},-2 ${x(block + 1) - 1},-2 ${x(block + 1) - 1},${middle}` }, svg)
    }
    make("rect", { class: `plate ${look}`, x: x(block) + pitch * 0.2, y: middle - 38, width: pitch * 0.6, height: 76, rx: Math.min(5, pitch * 0.2) }, svg)
  }
  const sizes = after(weight, data.new, isPlain)
  const through = [...Array(data.old).fill(1), ...sizes]
  make("path", { class: `ribbon ${isPlain ? "plain" : "residual"}`, d: ribbon(x, middle, through) }, svg)
  make("text", { class: "tick", x: x(data.old / 2), y: TALL + 20, "text-anchor": "middle" }, svg, words.copied)
  make("text", { class: "tick", x: x(data.old + data.new / 2), y: TALL + 20, "text-anchor": "middle" }, svg, words.new)
  return sizes.at(-1)
}

function fate(output) {
  if (Math.abs(output - 1) < SAME) return "same"
  if (Math.abs(output) > 1) return "large"
  return Math.abs(output) < 0.01 ? "lost" : "weak"
}

export default function ({ data, parentElement }) {
  const place = stage(parentElement)
  const { words } = data
  const state = remember(parentElement, { weight: data.first })
  const controls = tag("div", { class: "controls" }, place)
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2 }
  const input = slider(controls, {
    label: words.weight, min: -0.2, max: 1.2, step: 0.01, value: state.weight,
    written: weight => weight.toLocaleString(data.locale, digits).replace("-", "−"),
  }, weight => show(weight))
  const buttons = tag("div", { class: "buttons" }, controls)
  for (const [label, weight] of [[words.start, data.first], [words.copy_plain, 1], [words.copy_residual, 0]]) {
    tag("button", { type: "button" }, buttons, label).onclick = () => {
      input.value = weight
      input.dispatchEvent(new Event("input"))
    }
  }
  const stacks = tag("div", { class: "stacks", role: "img", "aria-label": data.alt }, place)
  const parts = [true, false].map(isPlain => {
    const part = tag("div", { class: "part" }, stacks)
    const kind = isPlain ? "plain" : "residual"
    tag("p", { class: `name ${kind}` }, part, words[kind])
    return { isPlain, picture: tag("div", {}, part), told: tag("p", { class: "told", "aria-live": "polite" }, part) }
  })
  const show = weight => {
    state.weight = weight
    for (const { isPlain, picture, told } of parts) {
      picture.replaceChildren()
      const output = drawStack(picture, { isPlain, weight, data, width: Math.max(280, picture.clientWidth) })
      told.textContent = fill(words.output, { size: written(output, data.locale, 3), fate: words[fate(output)] })
    }
  }
  show(state.weight)
  whenWidthChanges(parentElement, place, () => show(state.weight))
}
