// Draws the scene that scene.py laid out. It runs again on every change, so handlers are assigned, never added.

function drawEdge(edge, parent) {
  const kind = edge.shortcut ? " shortcut" : ""
  const points = edge.points.map(([x, y]) => `${x},${y}`).join(" ")
  if (edge.branch) {
    parent = make("g", { "data-branch": edge.branch }, parent)
    make("polyline", { class: "near", points }, parent)
  }
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

// A branch without layers can be reached by keys as well: its line is an item of its own, before the addition.
function drawBareBranch(branch, data, parent) {
  const edge = data.edges.find(edge => edge.branch === branch.id)
  const points = edge.points.map(([x, y]) => `${x},${y}`).join(" ")
  const group = make("g", { class: "bare", role: "img", "aria-label": branch.label, "data-id": branch.id, "data-branch": branch.id }, parent)
  make("polyline", { class: "near", points }, group)
}

// Under the pointer or with the focus a branch stands out, and `told` says what it does.
function trace(svg, branches, told) {
  const show = id => {
    const branch = branches.find(branch => branch.id === id)
    svg.classList.toggle("tracing", Boolean(branch))
    for (const part of svg.querySelectorAll("[data-branch]")) part.classList.toggle("traced", part.dataset.branch === id)
    told.textContent = branch?.label ?? ""
  }
  for (const part of svg.querySelectorAll("[data-branch]")) {
    part.onmouseenter = () => show(part.dataset.branch)
    part.onmouseleave = () => show(null)
    part.onfocus = () => show(part.dataset.branch)
    part.onblur = () => show(null)
  }
  show(null)
}

function drawNode(node, selected, parent, press, branches) {
  const kind = node.kind === "fold" ? "folded" : node.kind
  const group = make("g", { class: `node ${kind}${node.broken ? " broken" : ""}${selected ? " selected" : ""}` }, parent)
  const branch = branches.find(branch => node.id.startsWith(branch.id + "."))
  if (branch) group.dataset.branch = branch.id
  const middle = node.x + node.width / 2
  if (node.kind === "add" || node.kind === "scale") {
    make("circle", { cx: middle, cy: node.y + node.height / 2, r: node.width / 2 }, group)
    make("text", { class: "head", x: middle, y: node.y + node.height / 2 + 6 }, group, node.title)
  } else {
    const box = make("rect", { x: node.x, y: node.y, width: node.width, height: node.height, rx: 6 }, group)
    if (node.tint) box.style.fill = `color-mix(in srgb, var(--st-red-color) ${Math.round(8 + 47 * node.tint)}%, var(--st-background-color))`
    make("text", { class: "head", x: middle, y: node.y + (node.subtitle ? 18 : node.height / 2 + 4.5) }, group, node.title)
    group.appendChild(document.createTextNode(" "))
    if (node.subtitle) make("text", { class: "sub", x: middle, y: node.y + 33 }, group, node.subtitle)
  }
  // Whoever speaks to their browser says what they see, so the name begins with it.
  const seen = node.kind === "add" ? "" : [node.title, node.subtitle].filter(Boolean).join(" ") + ", "
  pressable(group, node.id, seen + node.label, press)
  if (node.kind !== "fold") group.setAttribute("aria-pressed", String(selected))
}

function drawFrame(frame, parent) {
  make("rect", { class: "frame", x: frame.x, y: frame.y, width: frame.width, height: frame.height, rx: 10 }, parent)
  make("text", { class: "title", x: frame.x + frame.width - 34, y: frame.y + 18, "text-anchor": "end" }, parent, frame.title)
}

function drawFold(frame, parent, press) {
  const group = make("g", { class: "fold" }, parent)
  const x = frame.x + frame.width - 27
  make("rect", { x, y: frame.y + 5, width: 18, height: 18, rx: 4 }, group)
  make("text", { x: x + 9, y: frame.y + 18.5, "text-anchor": "middle" }, group, "−")
  pressable(group, frame.id, frame.fold, press)
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

// Boxes and the buttons of frames in the order in which one reads them: a button before what its frame holds.
function inOrder({ nodes, frames }) {
  const first = frame => nodes.findIndex(node => node.y > frame.y && node.x >= frame.x && node.x < frame.x + frame.width)
  const folds = frames.filter(frame => frame.fold).map(frame => [first(frame) - 0.5, frame])
  return [...nodes.map((node, i) => [i, node]), ...folds].sort(([a], [b]) => a - b).map(([, item]) => item)
}

function drawScene(parentElement, scene, data, press) {
  const svg = parentElement.querySelector("svg")
  const focused = svg.getRootNode().activeElement?.dataset?.id
  const branches = scene.branches ?? []
  svg.replaceChildren()
  svg.setAttribute("viewBox", `0 0 ${scene.width} ${scene.height}`)
  svg.setAttribute("aria-label", scene.alt ?? data.alt)
  scene.frames.forEach(frame => drawFrame(frame, svg))
  scene.edges.forEach(edge => drawEdge(edge, svg))
  for (const item of inOrder(scene)) {
    if ("fold" in item) {
      drawFold(item, svg, press)
      continue
    }
    const beside = item.kind === "add" && branches.find(branch => branch.id === item.id.replace(/add$/, "shortcut"))
    if (beside && !scene.nodes.some(node => node.id.startsWith(beside.id + "."))) drawBareBranch(beside, scene, svg)
    drawNode(item, item.id === data.selected, svg, press, branches)
  }
  rove(svg, [...svg.querySelectorAll("[data-id]")], data.selected)
  parentElement.querySelector(".told").classList.toggle("none", !branches.length)
  trace(svg, branches, parentElement.querySelector(".told"))
  if (focused) svg.querySelector(`[data-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
}

// Its dials stand above a diagram that has the scene of every option, or waits until one lets go; where there is none to
// draw, it says so.
function drawDialed(parentElement, data, tell, draw) {
  const scroll = parentElement.querySelector(".scroll")
  const show = scene => {
    parentElement.querySelector(".nothing").textContent = scene ? "" : data.nothing
    parentElement.querySelector(".told").hidden = scroll.hidden = !scene
    if (scene) draw(scene)
  }
  const at = (places, name) => (name in data.scenes ? data.scenes[name][places[name]] : data.nodes && data)
  const all = dials(parentElement, data.dials, (places, name) => show(at(places, name)), tell)
  if (scroll.previousElementSibling !== all.row) scroll.before(all.row)
  show(at(all.places(), all.moved))
}

export default function ({ data, parentElement, setTriggerValue }) {
  const svg = parentElement.querySelector("svg")
  svg.setAttribute("role", "toolbar")
  svg.setAttribute("aria-describedby", "keys")
  const draw = scene => drawScene(parentElement, scene, data, id => setTriggerValue("pressed", id))
  if (data.scenes) drawDialed(parentElement, data, told => setTriggerValue("chosen", told), draw)
  else draw(data)
  parentElement.querySelector(".keys").textContent = data.keys
  const button = parentElement.querySelector(".save")
  button.textContent = data.save
  button.onclick = () => save(svg, data.name)
}
