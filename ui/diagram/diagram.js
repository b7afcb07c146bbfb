// Draws the scene that scene.py laid out. It runs again on every change, so handlers are assigned, never added.
const SVG = "http://www.w3.org/2000/svg"

function make(tag, attributes, parent, text) {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  if (text !== undefined) element.textContent = text
  parent.appendChild(element)
  return element
}

function drawEdge(edge, parent) {
  const kind = edge.shortcut ? " shortcut" : ""
  const points = edge.points.map(([x, y]) => `${x},${y}`).join(" ")
  make("polyline", { class: "edge" + kind, points }, parent)
  const [[x1, y1], [x2, y2]] = edge.points.slice(-2)
  const turn = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI
  if (edge.arrow) {
    make("path", { class: "arrow" + kind, d: "M0,0 L-8,-4 L-8,4 Z", transform: `translate(${x2},${y2}) rotate(${turn})` }, parent)
  }
  if (edge.shape.length) {
    const text = make("text", { class: "shape", x: edge.text_x, y: edge.text_y }, parent)
    edge.shape.forEach(([number, wrong], i) => {
      if (i) text.appendChild(document.createTextNode("×"))
      make("tspan", wrong ? { class: "wrong" } : {}, text, number)
    })
  }
  if (edge.note) make("text", { class: "note", x: edge.text_x, y: edge.text_y + (edge.shape.length ? 15 : 0) }, parent, edge.note)
}

function pressable(group, id, label, press) {
  group.setAttribute("role", "button")
  group.setAttribute("tabindex", "0")
  group.setAttribute("aria-label", label)
  group.dataset.id = id
  group.onclick = () => press(id)
  group.onkeydown = event => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault()
      press(id)
    }
  }
}

function drawNode(node, selected, parent, press) {
  const kind = node.kind === "fold" ? "folded" : node.kind
  const group = make("g", { class: `node ${kind}${node.broken ? " broken" : ""}${selected ? " selected" : ""}` }, parent)
  const middle = node.x + node.width / 2
  if (node.kind === "add" || node.kind === "scale") {
    make("circle", { cx: middle, cy: node.y + node.height / 2, r: node.width / 2 }, group)
    make("text", { class: "head", x: middle, y: node.y + node.height / 2 + 6 }, group, node.title)
  } else {
    make("rect", { x: node.x, y: node.y, width: node.width, height: node.height, rx: 6 }, group)
    make("text", { class: "head", x: middle, y: node.y + (node.subtitle ? 18 : node.height / 2 + 4.5) }, group, node.title)
    group.appendChild(document.createTextNode(" "))
    if (node.subtitle) make("text", { class: "sub", x: middle, y: node.y + 33 }, group, node.subtitle)
  }
  // Whoever speaks to their browser says what they see, so the name begins with it.
  const seen = node.kind === "add" ? "" : [node.title, node.subtitle].filter(Boolean).join(" ") + ", "
  pressable(group, node.id, seen + node.label, press)
  if (node.kind !== "fold") group.setAttribute("aria-pressed", String(selected))
}

function drawFrame(frame, parent, press) {
  make("rect", { class: "frame", x: frame.x, y: frame.y, width: frame.width, height: frame.height, rx: 10 }, parent)
  make("text", { class: "title", x: frame.x + frame.width - 34, y: frame.y + 18, "text-anchor": "end" }, parent, frame.title)
  if (!frame.foldable) return
  const group = make("g", { class: "fold" }, parent)
  const x = frame.x + frame.width - 27
  make("rect", { x, y: frame.y + 5, width: 18, height: 18, rx: 4 }, group)
  make("text", { x: x + 9, y: frame.y + 18.5, "text-anchor": "middle" }, group, "−")
  pressable(group, frame.id, `Fold ${frame.title}`, press)
}

function save(svg, name) {
  const copy = svg.cloneNode(true)
  const kept = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "text-decoration"]
  const originals = svg.querySelectorAll("*")
  copy.querySelectorAll("*").forEach((element, i) => {
    const style = getComputedStyle(originals[i])
    element.setAttribute("style", kept.map(property => `${property}:${style.getPropertyValue(property)}`).join(";"))
    for (const attribute of ["tabindex", "data-id", "class"]) element.removeAttribute(attribute)
  })
  copy.setAttribute("xmlns", SVG)
  copy.setAttribute("width", svg.viewBox.baseVal.width)
  copy.setAttribute("height", svg.viewBox.baseVal.height)
  copy.setAttribute("style", `background:${getComputedStyle(svg).getPropertyValue("--st-background-color")}`)
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }))
  link.download = `${name}.svg`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}

export default function ({ data, parentElement, setTriggerValue }) {
  const svg = parentElement.querySelector("svg")
  const focused = svg.getRootNode().activeElement?.dataset?.id
  const press = id => setTriggerValue("pressed", id)
  svg.replaceChildren()
  svg.setAttribute("viewBox", `0 0 ${data.width} ${data.height}`)
  svg.setAttribute("role", "group")
  svg.setAttribute("aria-label", data.alt)
  data.frames.forEach(frame => drawFrame(frame, svg, press))
  data.edges.forEach(edge => drawEdge(edge, svg))
  data.nodes.forEach(node => drawNode(node, node.id === data.selected, svg, press))
  if (focused) svg.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
  parentElement.querySelector(".save").onclick = () => save(svg, data.name)
}
