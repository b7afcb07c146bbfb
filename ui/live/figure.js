// What goes on now. One connection a topic serves all figures of the page that show it; it is kept between Streamlit's
// calls, closed while nobody sees the page, and opened again by itself when the server has been away.
const AGAIN = 3000 // milliseconds until a connection that was refused is tried again
const SILENT = 10000 // after which a connection that brought nothing is taken for one that a proxy holds back
const MOST = 3 // connections of a page; a browser opens six to a server, and the page needs some itself
const REPEAT = 2000 // and until a script run that brought the old marks is asked for again

function topicAt(url) {
  const topics = (window.residualLabTopics ??= new Map())
  if (!topics.has(url)) {
    const topic = { url, heard: new Map(), state: null, source: null, known: false, alone: false }
    topics.set(url, topic)
    topic.seen = () => (document.hidden ? hush(topic) : connect(topic))
    document.addEventListener("visibilitychange", topic.seen)
    connect(topic)
  }
  return topics.get(url)
}

function connect(topic) {
  if (document.hidden || topic.source || topic.alone || topic.state?.over) return
  if ([...window.residualLabTopics.values()].filter(each => each.source).length >= MOST) return // its turn will come
  const source = (topic.source = new EventSource(topic.url))
  source.onopen = () => { topic.known = true }
  source.onmessage = event => {
    topic.state = JSON.parse(event.data)
    if (topic.state.over) hush(topic)
    for (const heard of topic.heard.values()) heard(topic)
  }
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED) return // the browser tries again by itself
    topic.source = null
    if (topic.known) return void setTimeout(() => topic.heard.size && connect(topic), AGAIN)
    leaveAlone(topic)
  }
  setTimeout(() => topic.source === source && !topic.state && leaveAlone(topic), SILENT)
}

// Lets the script look by itself, where nothing can be heard.
function leaveAlone(topic) {
  topic.alone = true
  hush(topic)
  for (const heard of topic.heard.values()) heard(topic)
}

function hush(topic) {
  topic.source?.close()
  topic.source = null
  for (const other of window.residualLabTopics.values()) if (other !== topic && other.heard.size) connect(other)
}

// Calls `heard` with the topic now and after every event; what it returns ends that.
function listen(parentElement, url, heard) {
  const topic = topicAt(url)
  topic.heard.set(parentElement, heard)
  if (topic.state?.over) { // a page listens only to what goes on: it was stopped, and has been resumed
    topic.state = null
    connect(topic)
  }
  heard(topic)
  return () => {
    topic.heard.delete(parentElement)
    setTimeout(() => {
      if (topic.heard.size) return
      hush(topic)
      document.removeEventListener("visibilitychange", topic.seen)
      window.residualLabTopics.delete(url)
    }, AGAIN)
  }
}

function ways(locale) {
  const number = options => value => new Intl.NumberFormat(locale, options).format(value).replace("-", "−")
  const unit = name => number({ style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: 0 })
  const duration = seconds => {
    if (seconds < 59.5) return unit("second")(Math.max(1, Math.round(seconds)))
    const minutes = Math.round(seconds / 60)
    const parts = [[Math.floor(minutes / 60), "hour"], [minutes % 60, "minute"]].filter(([count]) => count)
    return parts.map(([count, name]) => unit(name)(count)).join(" ")
  }
  return {
    count: number({ maximumFractionDigits: 0 }),
    percent: number({ style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 }),
    fixed: number({ minimumFractionDigits: 3, maximumFractionDigits: 3 }),
    duration,
  }
}

// Asks for a script run once the marks are others than those that the script has drawn; it shows nothing itself.
function follow({ data, parentElement, setTriggerValue }, { state, alone }) {
  stage(parentElement).hidden = true
  const asked = (parentElement.asked ??= { marks: null, at: 0 })
  if (alone && asked.marks !== "alone") {
    asked.marks = "alone"
    setTriggerValue("chosen", "alone")
  }
  if (!state) return
  const { marks } = state
  if (marks === data.marks || (asked.marks === marks && performance.now() - asked.at < REPEAT)) return
  parentElement.asked = { marks, at: performance.now() }
  setTriggerValue("chosen", marks)
}

function drawBar({ data, parentElement }, state, written) {
  const place = stage(parentElement)
  const { words } = data
  const share = state.steps ? Math.min(1, state.step / state.steps) : 0
  const moves = state !== data.state && state.step && state.state === "running"
  const gap = { ...state, step: written.count(state.step), steps: written.count(state.steps) }
  gap.phase = words.phases[state.phase] ?? ""
  gap.left = state.left === null ? "" : written.duration(state.left)
  tag("p", { class: "status" }, place, moves && (gap.phase || !words.template.includes("{phase}")) ? fill(words.template, gap) : words.now)
  const percent = Math.round(100 * share)
  const range = { role: "progressbar", "aria-label": data.alt, "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": percent }
  const track = tag("div", { class: "track", ...range }, place)
  tag("span", {}, track).style.width = `${100 * share}%`
}

function drawTiles({ data, parentElement }, state, written) {
  const place = tag("dl", { class: "tiles", "aria-label": data.alt }, stage(parentElement))
  const numbers = {
    accuracy: [state.latest.test_accuracy, written.percent],
    loss: [state.latest.train_loss, written.fixed],
    speed: [state.speed, written.count],
    left: [state.left, written.duration],
  }
  for (const [name, [value, write]] of Object.entries(numbers)) {
    const { label, value: text, none } = data.words[name]
    const tile = tag("div", {}, place)
    tag("dt", {}, tile, label)
    tag("dd", {}, tile, value === null || value === undefined ? none : fill(text, { value: write(value) }))
  }
}

// 0.5, 1, 2.5, 5, 10 ...: a step of the axis that makes about `wanted` parts.
function spacing(range, wanted) {
  const power = 10 ** Math.floor(Math.log10(range / wanted))
  return [1, 2, 2.5, 5, 10].map(factor => factor * power).find(step => range / step <= wanted) ?? range
}

function ticks(low, high, wanted) {
  const step = spacing(Math.max(high - low, 1e-9), wanted)
  const count = Math.floor((high - low) / step + 1e-9)
  return Array.from({ length: count + 1 }, (_, place) => Math.ceil(low / step) * step + place * step).filter(at => at <= high + 1e-9)
}

// The points of each line: those of a curve of the topic, or those of one less another, as far as both have come.
function pointsOf({ lines }, curves) {
  const known = name => (curves[name] ?? []).filter(([, y]) => y !== null)
  return lines.map(({ curves: [one, other] }) => (other === undefined ? known(one) : less(known(one), known(other))))
}

function less(points, others) {
  const end = others.at(-1)?.[0] ?? 0
  return points.filter(([x]) => x <= end).map(([x, y]) => [x, y - valueAt(others, x)])
}

// Between two points, on the straight line from one to the other.
function valueAt(points, x) {
  const next = points.findIndex(([at]) => at >= x)
  const [[toX, toY], [fromX, fromY]] = [points[next], points[Math.max(0, next - 1)]]
  return toX === fromX ? toY : fromY + ((toY - fromY) * (x - fromX)) / (toX - fromX)
}

// At most so many points, each the mean of neighbours, placed at the last of them; who looks closely sees more.
function thinned(points, most) {
  const size = Math.max(1, points.length / most)
  return Array.from({ length: Math.ceil(points.length / size - 1e-9) }, (_, part) => {
    const some = points.slice(Math.round(part * size), Math.round((part + 1) * size))
    return [some.at(-1)[0], some.reduce((sum, [, y]) => sum + y, 0) / some.length]
  })
}

// The points of this part of the steps, as close to each other as if there were `most` all across it.
function seen(points, { from, to, most }) {
  const some = points.filter(([x]) => x >= from && x <= to)
  const share = some.length ? (some.at(-1)[0] - from) / (to - from) : 0
  return thinned(some, Math.ceil(most * Math.max(0.2, share)))
}

const MARKS = {
  circle: "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z",
  diamond: "M0,-5l5,5l-5,5l-5,-5z",
  rect: "M-4,-4h8v8h-8z",
  triangle: "M0,-5l5,9h-10z",
}
MARKS.emptyCircle = MARKS.circle
const LETTER = 16 // pixels of a name at the end of its line

function mark(parent, { symbol }, x, y) {
  make("path", { class: `mark ${symbol}`, d: MARKS[symbol], transform: `translate(${x},${y})` }, parent)
}

function drawLegend(place, { lines, words }) {
  const legend = tag("div", { class: "legend" }, place)
  lines.forEach((line, at) => {
    const entry = tag("span", {}, legend)
    const icon = own(make("svg", { class: "icon", width: 28, height: 12, "aria-hidden": "true" }, entry), line)
    make("line", { class: line.dash, x1: 0, x2: 28, y1: 6, y2: 6 }, icon)
    if (line.symbol) mark(icon, line, 14, 6)
    entry.append(words.lines[at])
  })
  return legend
}

// In the line's own colour, or that of its place in the palette of the theme.
function own(element, { colour, place }) {
  const palette = getComputedStyle(element).getPropertyValue("--st-chart-categorical-colors").split(",")
  element.style.setProperty("--own", colour ?? palette[place])
  return element
}

// From values to pixels: over the part of the steps that is looked at, as high as its points, and no higher than `cap`.
function frameOf({ height, is_share: isShare, cap, lines }, { width, from, to, points }) {
  const left = 44, right = width - (lines.some(({ end }) => end) ? 30 : 12), top = 8, bottom = height - 40
  const values = points.flat().map(([, y]) => y), most = cap ?? Infinity
  const low = Math.max(-most, 1.05 * Math.min(0, ...values))
  const high = isShare ? 1 : Math.min(most, 1.05 * Math.max(0.1, ...values))
  return {
    left, right, top, bottom, low, high,
    x: at => left + ((at - from) / (to - from)) * (right - left),
    y: at => bottom - ((at - low) / (high - low)) * (bottom - top),
  }
}

function drawAxes(svg, { from, to, frame, data }, written) {
  const { left, right, top, bottom, low, high, x, y } = frame
  const short = at => String(Number(at.toPrecision(3))).replace("-", "−")
  for (const at of ticks(low, high, 5)) {
    make("line", { class: low < 0 && Math.abs(at) < 1e-9 ? "even" : "grid", x1: left, x2: right, y1: y(at), y2: y(at) }, svg)
    make("text", { x: left - 6, y: y(at) + 4, "text-anchor": "end" }, svg, data.is_share ? written.count(100 * at) : short(at))
  }
  for (const at of ticks(from, to, Math.max(2, Math.floor((right - left) / 90)))) {
    make("text", { x: x(at), y: bottom + 18, "text-anchor": "middle" }, svg, written.count(at))
  }
  make("text", { class: "axis", x: (left + right) / 2, y: data.height - 6, "text-anchor": "middle" }, svg, data.words.step)
  const inside = make("clipPath", { id: "inside" }, svg)
  make("rect", { x: left - 6, width: right - left + 12, y: top - 6, height: bottom - top + 12 }, inside)
}

function drawLines(svg, { frame, data, points }) {
  const { x, y } = frame
  points.forEach((some, at) => {
    const line = data.lines[at]
    const group = own(make("g", { "clip-path": "url(#inside)" }, svg), line)
    if (some.length > 1) make("polyline", { class: line.dash, points: some.map(([a, b]) => `${x(a)},${y(b)}`).join(" ") }, group)
    if (line.symbol) for (const [a, b] of some) mark(group, line, x(a), y(b))
  })
}

// The names at the ends of their lines, none over another.
function drawEnds(svg, { frame, data, points }) {
  const ends = points.map((some, at) => some.length && data.lines[at].end && { at, x: frame.x(some.at(-1)[0]), y: frame.y(some.at(-1)[1]) })
  let free = Infinity
  for (const { at, x, y } of ends.filter(Boolean).sort((one, other) => other.y - one.y)) {
    free = Math.min(Math.max(y, frame.top), free - LETTER)
    own(make("text", { class: "end", x: x + 9, y: free + 4 }, svg, data.words.lines[at]), data.lines[at])
  }
}

// A line across all curves where somebody reads them; `read` puts it there and writes what they say.
function cursorOf(svg, place, { frame, data, points: curves }, written) {
  const reading = tag("p", { class: "reading", "aria-live": "off" }, place)
  const cursor = make("line", { class: "cursor", y1: frame.top, y2: frame.bottom, visibility: "hidden" }, svg)
  const value = data.is_share ? written.percent : written.fixed
  const nearest = (points, step) => points.reduce((best, point) => (best && Math.abs(best[0] - step) <= Math.abs(point[0] - step) ? best : point), null)
  const read = step => {
    const near = curves.map(points => nearest(points, step))
    const first = near.find(Boolean)
    if (!first) return
    const said = near.map((point, line) => point && `${data.words.lines[line]} ${value(point[1])}`).filter(Boolean)
    reading.textContent = `${fill(data.words.at, { step: written.count(first[0]) })}: ${said.join(" · ")}`
    cursor.setAttribute("visibility", "visible")
    cursor.setAttribute("x1", frame.x(first[0]))
    cursor.setAttribute("x2", frame.x(first[0]))
  }
  const leave = () => {
    cursor.setAttribute("visibility", "hidden")
    reading.textContent = ""
  }
  return { read, leave, reading }
}

// By pointer and by keyboard: reading the curves, and looking closely at a part of them, which `held` keeps.
function listenTo(svg, { held, from, to, frame, cursor }, again) {
  const look = (low, high) => {
    [held.from, held.to] = [low, high]
    again()
  }
  const read = step => {
    held.at = step
    cursor.read(step)
  }
  if (held.at !== null && held.at >= from && held.at <= to) read(held.at)
  const stepAt = event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse())
    return Math.min(to, Math.max(from, from + ((point.x - frame.left) / (frame.right - frame.left)) * (to - from)))
  }
  const veil = make("rect", { class: "veil", y: frame.top, height: frame.bottom - frame.top, width: 0, visibility: "hidden" }, svg)
  svg.onpointerdown = event => { held.pressed = stepAt(event); svg.setPointerCapture(event.pointerId) }
  svg.onpointermove = event => {
    const at = stepAt(event)
    if (held.pressed === undefined) return read(at)
    veil.setAttribute("visibility", "visible")
    veil.setAttribute("x", Math.min(frame.x(at), frame.x(held.pressed)))
    veil.setAttribute("width", Math.abs(frame.x(at) - frame.x(held.pressed)))
  }
  svg.onpointerleave = () => { held.at = null; cursor.leave() }
  svg.onpointerup = svg.onpointercancel = event => {
    const [low, high] = [held.pressed ?? 0, stepAt(event)].sort((a, b) => a - b)
    held.pressed = undefined
    if (high - low > (to - from) / 50) look(low, high)
    else again()
  }
  svg.ondblclick = () => look(null, null)
  svg.onkeydown = event => {
    const middle = held.at ?? (from + to) / 2, width = to - from
    const moves = {
      ArrowRight: () => read(Math.min(to, middle + width / 40)),
      ArrowLeft: () => read(Math.max(from, middle - width / 40)),
      "+": () => look(Math.max(0, middle - width / 4), middle + width / 4),
      "-": () => look(null, null),
      Escape: () => look(null, null),
    }
    if (!moves[event.key]) return
    event.preventDefault()
    moves[event.key]()
    if (event.key.startsWith("Arrow")) cursor.reading.setAttribute("aria-live", "polite")
  }
}

// What the figure shows, in words: the last value of every line, once there is one.
function spoken({ alt, words, is_share: isShare }, curves, written) {
  if (!curves.some(points => points.length)) return alt
  const value = isShare ? written.percent : written.fixed
  return fill(words.alt, Object.fromEntries(curves.map((points, at) => [`line${at}`, points.length ? value(points.at(-1)[1]) : "–"])))
}

function drawCurve(component, state, written) {
  const { data, parentElement } = component
  const held = remember(parentElement, { from: null, to: null, at: null })
  const again = () => drawCurve(component, parentElement.latest, written)
  parentElement.latest = state
  const before = parentElement.querySelector(".plot")
  const focused = before !== null && before === before.getRootNode().activeElement
  const place = stage(parentElement)
  const legend = drawLegend(place, data)
  const curves = pointsOf(data, state.curves)
  const width = Math.max(200, place.clientWidth), from = held.from ?? 0, to = held.to ?? Math.max(state.steps, 1)
  const points = curves.map(some => seen(some, { from, to, most: data.points }))
  const frame = frameOf(data, { width, from, to, points })
  const picture = { data, held, from, to, points, frame }
  const svg = drawing(place, width, data.height, `${spoken(data, curves, written)}. ${data.words.keys}`)
  svg.setAttribute("class", "plot")
  svg.setAttribute("tabindex", "0")
  drawAxes(svg, picture, written)
  drawLines(svg, picture)
  drawEnds(svg, picture)
  listenTo(svg, { ...picture, cursor: cursorOf(svg, place, picture, written) }, again)
  const back = held.from === null ? null : tag("button", { type: "button", class: "whole" }, legend, data.words.whole)
  if (back) back.onclick = () => { held.from = held.to = null; again() }
  if (focused) svg.focus()
  whenWidthChanges(parentElement, place, again)
}

const PARTS = { bar: drawBar, tiles: drawTiles, curve: drawCurve }

export default function (component) {
  const { data, parentElement } = component
  const written = ways(data.locale)
  return listen(parentElement, data.url, topic => {
    if (data.part === "follow") return follow(component, topic)
    if (parentElement.latest && document.hidden) return
    if (parentElement.remembered?.pressed !== undefined) return // somebody is dragging across it
    const isNewer = topic.state && (!data.state || topic.state.step >= data.state.step)
    PARTS[data.part](component, isNewer ? topic.state : data.state, written)
  })
}
