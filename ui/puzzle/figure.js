// Plays with recorded nets: a stack of blocks through which the signal and the gradient run, and the training loss.
const PLACES = 72 // points along a ribbon
const HEIGHT = 318
const LANE = 57 // from the middle of the stack to the middle of each ribbon
const THICKEST = 27 // half of it
const TALL = [232, 206, 180] // plates, stage by stage
const TURN = 420 // milliseconds of a change
const PASS = 2600 // milliseconds of a way through the stack
const DOTS = 16
const TOP = 3 // the highest loss that is drawn

const keyOf = ({ depth, shortcuts, norm }) => `${depth} ${shortcuts} ${norm}`

// From `first` to `last` along the way, as shares of the thickest, on a logarithmic scale.
function shares(sizes, [low, high]) {
  const share = size => size === null ? 1 : size <= 0 ? 0 : Math.max(0, Math.min(1, Math.log(size / low) / Math.log(high / low)))
  return Array.from({ length: PLACES }, (_, place) => {
    const at = (place / (PLACES - 1)) * (sizes.length - 1)
    const left = Math.floor(at)
    const right = Math.min(sizes.length - 1, left + 1)
    return share(sizes[left]) + (at - left) * (share(sizes[right]) - share(sizes[left]))
  })
}

// Where things stand in a drawing of this width.
function plan(width, blocks, most) {
  const start = width < 560 ? 46 : 74
  const room = width - start - (width < 560 ? 62 : 84)
  const long = room * (0.4 + (0.6 * (blocks - 3)) / (most - 3))
  return { start, long, end: start + long, pitch: long / blocks, middle: HEIGHT / 2 + 4, blocks }
}

function half(share) {
  return 1.2 + (THICKEST - 1.2) * share
}

function ribbon(where, y, values) {
  const x = place => (where.start + (where.long * place) / (PLACES - 1)).toFixed(1)
  const upper = values.map((share, place) => `${x(place)},${(y - half(share)).toFixed(1)}`)
  const lower = values.map((share, place) => `${x(place)},${(y + half(share)).toFixed(1)}`).reverse()
  return `M${upper.join("L")}L${lower.join("L")}Z`
}

function drawPlates(where, parent, cell) {
  const wide = Math.max(4, Math.min(26, where.pitch * 0.52))
  for (let block = 0; block < where.blocks; block++) {
    const tall = TALL[Math.min(2, Math.floor((3 * block) / where.blocks))]
    const centre = where.start + (block + 0.5) * where.pitch
    const top = where.middle - tall / 2
    if (cell.shortcuts) {
      for (const side of [-1, 1]) {
        const lane = where.middle + side * LANE
        const over = where.middle + side * (tall / 2 + 15)
        const [from, to] = [centre - where.pitch * 0.42, centre + where.pitch * 0.42]
        make("path", { class: "shortcut", d: `M${from},${lane}C${from},${over} ${from},${over} ${centre},${over}S${to},${over} ${to},${lane}` }, parent)
      }
    }
    make("rect", { class: "plate", x: centre - wide / 2, y: top, width: wide, height: tall, rx: Math.min(5, wide / 3) }, parent)
    if (cell.norm) make("line", { class: "norm", x1: centre, x2: centre, y1: top + 7, y2: top + tall - 7 }, parent)
  }
}

// A garment on its way in.
function drawPicture(where, parent) {
  const group = make("g", { class: "picture", transform: `translate(${where.start - 42},${where.middle - LANE - 19})` }, parent)
  make("rect", { width: 36, height: 38, rx: 4 }, group)
  make("path", { d: "M12,9 L16,7 Q18,11 20,7 L24,9 L29,16 L25,19 L23,17 L23,31 L13,31 L13,17 L11,19 L7,16 Z" }, group)
}

// The loss at the end, where the signal turns into the gradient.
function drawTurn(where, parent, cell, words) {
  const x = where.end + 4
  const [up, down] = [where.middle - LANE, where.middle + LANE]
  make("path", { class: "turn", d: `M${x},${up}C${x + 44},${up} ${x + 44},${down} ${x + 8},${down}` }, parent)
  make("path", { class: "arrow", d: "M0,0L10,-5L10,5Z", transform: `translate(${x + 1},${down})` }, parent)
  make("text", { class: "end", x: x + 40, y: where.middle - 4 }, parent, words.loss)
  make("text", { class: "end number", x: x + 40, y: where.middle + 14 }, parent, cell.words.loss)
}

function drawStack(place, state, cell, data) {
  const width = Math.max(300, place.clientWidth)
  const blocks = cell.forward.length - 1
  const where = plan(width, blocks, data.blocks)
  place.replaceChildren()
  const svg = make("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, role: "img", "aria-label": cell.words.alt }, place)
  drawPlates(where, svg, cell)
  const ribbons = ["forward", "backward"].map(way => make("path", { class: `ribbon ${way}` }, svg))
  drawPicture(where, svg)
  drawTurn(where, svg, cell, data.words)
  const dots = ["forward", "backward"].map(way => Array.from({ length: DOTS }, () => make("circle", { class: `dot ${way}`, r: 0 }, svg)))
  make("text", { class: "lane forward", x: where.start - 42, y: 17 }, svg, cell.words.forward)
  make("text", { class: "lane backward", x: where.start - 42, y: HEIGHT - 6 }, svg, cell.words.backward)
  state.drawn = { where, ribbons, dots, hops: cell.shortcuts }
}

// Both ribbons, somewhere between what was shown and what is to be.
function drawRibbons(state) {
  const { where, ribbons } = state.drawn
  ribbons.forEach((path, lane) => path.setAttribute("d", ribbon(where, where.middle + (lane ? LANE : -LANE), state.shown[lane])))
}

// One of the dots that travel: `at` runs from 0 to 1 along its way.
function drawDot(dot, { where, hops }, values, { lane, number, at }) {
  const share = values[Math.round(Math.max(0, Math.min(1, at)) * (PLACES - 1))]
  const along = at * where.blocks
  const block = Math.floor(along)
  const spread = (((number * 37) % DOTS) / (DOTS - 1)) * 2 - 1
  let y = spread * half(share) * 0.8
  if (hops && (number * 7 + block * 5) % 3 === 0) {
    const tall = TALL[Math.max(0, Math.min(2, Math.floor((3 * block) / where.blocks)))]
    const rise = Math.sin(Math.PI * (along - block)) ** 0.7
    const over = tall / 2 + 13 - LANE
    y += rise * ((lane ? over : -over) - y)
  }
  const seen = at > 0 && at < 1
  dot.setAttribute("r", seen ? (1.6 + 2.6 * share).toFixed(2) : 0)
  dot.setAttribute("cx", (where.start + at * where.long).toFixed(1))
  dot.setAttribute("cy", (where.middle + (lane ? LANE : -LANE) + y).toFixed(1))
}

function drawDots(state, now) {
  const round = ((now - state.begun) % (2 * PASS)) / PASS // below 1 forward, then back
  state.drawn.dots.forEach((dots, lane) => dots.forEach((dot, number) => {
    const behind = (number / DOTS) * 0.22
    const went = (lane ? round - 1 : round) * 1.22 - behind
    drawDot(dot, state.drawn, state.shown[lane], { lane, number, at: lane ? 1 - went : went })
  }))
}

function hideDots(state) {
  state.drawn.dots.flat().forEach(dot => dot.setAttribute("r", 0))
}

// Runs as long as something moves; a change of setting runs it even when paused.
function animate(state, place) {
  cancelAnimationFrame(state.frame)
  const frame = now => {
    if (!place.isConnected) return
    const done = mayMove() ? Math.min(1, (now - state.changed) / TURN) : 1
    const eased = 1 - (1 - done) ** 3
    state.shown = state.wanted.map((values, lane) => values.map((to, at) => state.before[lane][at] + eased * (to - state.before[lane][at])))
    drawRibbons(state)
    const runs = mayMove() && !state.paused
    if (runs) drawDots(state, now)
    else hideDots(state)
    if (runs || done < 1) state.frame = requestAnimationFrame(frame)
  }
  state.frame = requestAnimationFrame(frame)
}

function scale(low, high, from, to) {
  return value => from + ((value - low) / (high - low)) * (to - from)
}

function drawAxes(svg, { x, y, xs, ys, words, box }) {
  ys.forEach(([value, text]) => {
    make("line", { class: "grid", x1: box.left, x2: box.right, y1: y(value), y2: y(value) }, svg)
    make("text", { class: "tick", x: box.left - 6, y: y(value) + 4, "text-anchor": "end" }, svg, text)
  })
  xs.forEach(([value, text]) => make("text", { class: "tick", x: x(value), y: box.bottom + 16, "text-anchor": "middle" }, svg, text))
  make("text", { class: "tick", x: box.right, y: box.bottom + 31, "text-anchor": "end" }, svg, words)
}

function line(values, x, y, stride) {
  let pen = "M"
  return values.map((value, place) => {
    if (value === null) {
      pen = "M"
      return ""
    }
    const point = `${pen}${x((place + 0.5) * stride).toFixed(1)},${y(Math.min(value, TOP * 1.2)).toFixed(1)}`
    pen = "L"
    return point
  }).join("")
}

function kind(cell) {
  return cell.shortcuts ? "residual" : "plain"
}

function drawCurve(place, cell, before, data) {
  const [width, height] = [Math.max(280, place.clientWidth), 178]
  const box = { left: 34, right: width - 10, top: 10, bottom: height - 34 }
  const x = scale(0, data.steps, box.left, box.right)
  const y = scale(0, TOP, box.bottom, box.top)
  place.replaceChildren()
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": cell.words.curve }, place)
  drawAxes(svg, { x, y, xs: data.step_ticks, ys: data.loss_ticks, words: data.words.steps, box })
  const clip = make("clipPath", { id: "inside" }, svg)
  make("rect", { x: box.left, y: box.top - 4, width: box.right - box.left, height: box.bottom - box.top + 8 }, clip)
  make("line", { class: "guessing", x1: box.left, x2: box.right, y1: y(data.guessing), y2: y(data.guessing) }, svg)
  make("text", { class: "tick", x: box.right, y: y(data.guessing) - 5, "text-anchor": "end" }, svg, data.words.guessing)
  const lines = make("g", { "clip-path": "url(#inside)" }, svg)
  if (before) make("path", { class: "curve before", d: line(before.curve, x, y, data.stride) }, lines)
  make("path", { class: `curve ${kind(cell)}`, d: line(cell.curve, x, y, data.stride) }, lines)
  const apart = before ? (before.loss ?? TOP) - (cell.loss ?? TOP) : 0
  if (Math.abs(apart) > 0.1) {
    make("text", { class: "tick", x: box.right, y: y(Math.min(TOP, before.loss ?? TOP)) + 19, "text-anchor": "end" }, svg, data.words.before)
  }
}

// The last loss by depth, of every setting that was tried.
function drawTried(place, state, cell, data) {
  const [width, height] = [Math.max(280, place.clientWidth), 148]
  const box = { left: 34, right: width - 24, top: 10, bottom: height - 34 }
  const x = scale(data.depths[0], data.depths.at(-1), box.left + 14, box.right)
  const y = scale(0, TOP, box.bottom, box.top)
  const tried = data.cells.filter(each => state.tried[keyOf(each)] && each.loss !== null)
  place.replaceChildren()
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": data.words.tried_alt }, place)
  drawAxes(svg, { x, y, xs: data.depth_ticks, ys: data.loss_ticks, words: data.words.layers, box })
  for (const group of ["true true", "false true", "true false", "false false"]) {
    const same = tried.filter(each => `${each.shortcuts} ${each.norm}` === group)
    if (!same.length) continue
    const shape = `${kind(same[0])}${same[0].norm ? "" : " bare"}`
    make("path", { class: `trail ${shape}`, d: `M${same.map(each => `${x(each.depth)},${y(each.loss)}`).join("L")}` }, svg)
    same.forEach(each => make("circle", { class: `tried ${shape}`, cx: x(each.depth), cy: y(each.loss), r: 5 }, svg))
  }
  if (cell.loss !== null) make("circle", { class: "ring", cx: x(cell.depth), cy: y(cell.loss), r: 9.5 }, svg)
}

function drawLegend(parent, words) {
  const legend = tag("p", { class: "legend" }, parent)
  const entries = [["plate", words.block], ["shortcut", words.shortcut], ["norm", words.norm_mark], ["thick", words.thickness]]
  for (const [look, text] of entries) {
    const entry = tag("span", {}, legend)
    const svg = make("svg", { viewBox: "0 0 22 18", class: "key", "aria-hidden": "true" }, entry)
    if (look === "plate" || look === "norm") make("rect", { class: "plate", x: 7, y: 1, width: 8, height: 16, rx: 2.5 }, svg)
    if (look === "norm") make("line", { class: "norm", x1: 11, x2: 11, y1: 3.5, y2: 14.5 }, svg)
    if (look === "shortcut") make("path", { class: "shortcut", d: "M2,16C2,3 2,3 11,3S20,3 20,16" }, svg)
    if (look === "thick") make("path", { class: "ribbon forward", d: "M1,8L21,2V16L1,10Z" }, svg)
    tag("span", {}, entry, text)
  }
}

// The controls, anew after something else has set them.
function drawControls(bar, state, data, show) {
  const { words } = data
  bar.replaceChildren()
  const depth = tag("div", { class: "depth" }, bar)
  slider(depth, {
    label: words.depth, min: 0, max: data.depths.length - 1, step: 1,
    value: data.depths.indexOf(state.depth), written: place => String(data.depths[place]),
  }, place => show({ depth: data.depths[place] }))
  const ticks = tag("div", { class: "ticks", "aria-hidden": "true" }, depth)
  data.depths.forEach(layers => tag("span", {}, ticks, String(layers)))
  for (const name of ["shortcuts", "norm"]) {
    choice(bar, { label: words[name], options: [[false, words.off], [true, words.on]], value: state[name] }, on => show({ [name]: on }))
  }
}

// Everything that stays while one plays; what comes back are the places whose content changes.
function build(root, data) {
  const { words } = data
  const top = tag("div", { class: "top" }, root)
  const bar = tag("div", { class: "bar" }, top)
  const pause = tag("button", { type: "button", class: "pause" }, top)
  const tries = tag("div", { class: "tries" }, top)
  const split = tag("div", { class: "split" }, root)
  const left = tag("div", { class: "left" }, split)
  const stack = tag("div", { class: "stack" }, left)
  const reading = tag("p", { class: "reading", "aria-live": "polite" }, left)
  const verdict = tag("strong", {}, reading)
  const told = tag("span", {}, reading)
  drawLegend(left, words)
  const right = tag("div", { class: "right" }, split)
  const score = tag("p", { class: "score" }, right)
  tag("span", { class: "name" }, score, words.training_loss)
  const number = tag("strong", {}, score)
  const wrong = tag("span", { class: "wrong" }, score)
  const curve = tag("div", { class: "chart" }, right)
  tag("p", { class: "name" }, right, words.tried)
  const tried = tag("div", { class: "chart" }, right)
  return { bar, pause, stack, number, wrong, curve, tried, verdict, told, tries }
}

export default function ({ data, parentElement }) {
  const root = stage(parentElement)
  const state = remember(parentElement, { ...data.first, paused: false, tried: {}, begun: performance.now() })
  const cells = Object.fromEntries(data.cells.map(cell => [keyOf(cell), cell]))
  const parts = build(root, data)
  const draw = () => {
    const cell = cells[keyOf(state)]
    state.tried[keyOf(state)] = true
    state.wanted = [shares(cell.forward, data.scale.forward), shares(cell.backward, data.scale.backward)]
    state.before = state.shown = state.shown ?? state.wanted
    state.changed = performance.now()
    drawStack(parts.stack, state, cell, data)
    drawCurve(parts.curve, cell, cells[state.last], data)
    drawTried(parts.tried, state, cell, data)
    parts.number.textContent = cell.words.loss
    parts.number.className = kind(cell)
    parts.wrong.textContent = cell.words.wrong
    animate(state, parts.stack)
  }
  const tell = () => { // by itself, since a change of width is nothing to be read out
    const cell = cells[keyOf(state)]
    parts.verdict.textContent = `${cell.words.verdict} `
    parts.told.textContent = cell.words.reading
  }
  const show = change => {
    state.last = keyOf(state)
    Object.assign(state, change)
    draw()
    tell()
  }
  const pause = paused => {
    state.paused = paused
    parts.pause.textContent = paused ? data.words.play : data.words.pause
    parts.pause.hidden = !mayMove()
    animate(state, parts.stack)
  }
  drawControls(parts.bar, state, data, show)
  tag("span", { class: "name" }, parts.tries, data.words.tries)
  data.tries.forEach(({ label, state: wanted }) => {
    tag("button", { type: "button" }, parts.tries, label).onclick = () => {
      show(wanted)
      drawControls(parts.bar, state, data, show)
    }
  })
  parts.pause.onclick = () => pause(!state.paused)
  draw()
  tell()
  pause(state.paused)
  whenWidthChanges(parentElement, root, draw)
}
