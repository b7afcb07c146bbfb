// A row of small blocks in the order of time; the one that is chosen is drawn large, its signal runs through it once.
const WIDE = 430, TALL = 400, BOX = 26, STEP = 34, ROUND = 17, MARGIN = 14

// Where everything is: boxes, the way through each branch, the way of x past them.
function plan(design) {
  const columns = design.branches.length + (design.shortcut ? 1 : 0)
  const wide = Math.min(128, (WIDE - 2 * MARGIN - 14 * (columns - 1)) / columns)
  const whole = columns * wide + 14 * (columns - 1)
  const middle = place => (WIDE - whole) / 2 + place * (wide + 14) + wide / 2
  const longest = Math.max(...design.branches.map(branch => branch.length))
  const needed = 118 + longest * STEP + design.after.length * STEP + (design.join === "none" ? 0 : 44)
  const top = (TALL - needed) / 2 + 18, fork = top + 18, first = fork + 18
  const end = first + longest * STEP - (STEP - BOX)
  const bus = end + 14, joined = design.join === "none" ? bus : bus + 14 + ROUND
  const centres = design.branches.map((_, place) => middle(place))
  const main = (centres[0] + centres.at(-1)) / 2
  const from = design.join === "none" ? bus - 6 : joined + ROUND
  const out = from + 8 + design.after.length * STEP + 10
  const boxes = design.branches.flatMap((branch, place) =>
    branch.map((label, row) => ({ label, x: middle(place) - wide / 2, y: first + row * STEP, wide })))
  design.after.forEach((label, row) => boxes.push({ label, x: main - 64, y: from + 14 + row * STEP, wide: 128, after: true }))
  const down = design.join === "none" ? "" : `V${bus} H${main} V${joined - ROUND}`
  const ways = centres.map(x => `M${main},${top + 4} V${fork} H${x} V${end} ${down}`)
  const aside = design.shortcut && `M${main},${top + 4} V${fork} H${middle(columns - 1)} V${joined} H${main + ROUND + 4}`
  const edges = boxes.flatMap(box => [box.x, box.x + box.wide]).concat(design.shortcut ? [middle(columns - 1) + 8] : [])
  const [left, right] = [Math.min(...edges) - 8, Math.max(...edges) + 8]
  return { boxes, ways, aside, main, top, joined, from, out, view: `${left} ${top} ${right - left} ${out - top + 4}` }
}

function block(parent, design, large) {
  const at = plan(design)
  at.ways.forEach(d => make("path", { class: "way", d }, parent))
  make("path", { class: "way", d: `M${at.main},${at.from} V${at.out}` }, parent)
  if (at.aside) make("path", { class: `aside ${design.join}`, d: at.aside }, parent)
  for (const box of at.boxes) {
    make("rect", { class: "box", x: box.x, y: box.y, width: box.wide, height: BOX, rx: 7 }, parent)
    if (large) make("text", { class: "label", x: box.x + box.wide / 2, y: box.y + BOX / 2 + 5 }, parent, box.label)
  }
  if (design.join !== "none") {
    make("circle", { class: `join ${design.join}`, cx: at.main, cy: at.joined, r: ROUND }, parent)
    const sign = { plus: "+", concat: "[ ]", gate: "T" }[design.join]
    make("text", { class: `sign ${design.join}`, x: at.main, y: at.joined + (design.join === "plus" ? 9 : 6) }, parent, sign)
  }
  if (!large) return
  make("text", { class: "end", x: at.main, y: at.top - 4 }, parent, "x")
  make("text", { class: "end", x: at.main, y: at.out + 18 }, parent, "y")
  if (mayMove()) run(parent, at)
}

// What comes in splits, passes the branches and the shortcut, and leaves where they meet.
function run(parent, at) {
  const last = `V${at.out}`
  for (const [d, kind] of [...at.ways.map(way => [way, "dot"]), ...(at.aside ? [[`${at.aside} H${at.main}`, "dot aside"]] : [])]) {
    const dot = make("circle", { class: kind, r: 6 }, parent)
    const motion = make("animateMotion", { dur: "1.8s", begin: "indefinite", fill: "freeze", path: `${d} ${last}` }, dot)
    motion.onend = () => dot.remove()
    motion.beginElement()
    setTimeout(() => dot.remove(), 2200)
  }
}

function tell(parent, design, words) {
  tag("p", { class: "when" }, parent, String(design.year))
  tag("p", { class: "title" }, parent, design.title)
  tag("p", { class: "formula" }, parent, design.formula)
  tag("p", {}, parent, design.text)
  const shares = tag("p", { class: "shares" }, parent)
  tag("strong", {}, shares, `${words.shares} `)
  shares.appendChild(document.createTextNode(design.note))
  const source = tag("p", { class: "source" }, parent, `${words.source}: `)
  tag("a", { href: design.link, target: "_blank", rel: "noopener noreferrer" }, source, design.source)
}

export default function ({ data, parentElement }) {
  const place = stage(parentElement), words = data.words
  const state = remember(parentElement, { chosen: data.first })
  const row = tag("div", { class: "row", role: "radiogroup", "aria-label": data.alt }, place)
  const panel = tag("div", { class: "panel" }, place)
  const large = tag("div", { class: "large" }, panel)
  const said = tag("div", { class: "said", "aria-live": "polite" }, panel)
  const buttons = data.designs.map(design => {
    const button = tag("button", { type: "button", role: "radio", class: `design ${design.join}`, "data-name": design.design }, row)
    const small = make("svg", { viewBox: plan(design).view, "aria-hidden": "true" }, button)
    block(small, design, false)
    tag("span", { class: "year" }, button, String(design.year))
    tag("span", { class: "called" }, button, design.title)
    button.onclick = () => choose(design, true)
    button.onkeydown = event => {
      const turn = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      const next = turn ? (buttons.indexOf(button) + turn + buttons.length) % buttons.length
        : { Home: 0, End: buttons.length - 1 }[event.key]
      if (next === undefined) return
      event.preventDefault()
      buttons[next].focus()
      buttons[next].click()
    }
    return button
  })
  const legend = tag("p", { class: "legend" }, place)
  for (const join of ["plus", "concat", "gate"]) tag("span", { class: join }, legend, words[join])
  place.insertBefore(legend, panel)
  const choose = (design, moved) => {
    state.chosen = design.design
    data.designs.forEach((each, at) => {
      buttons[at].setAttribute("aria-checked", String(each === design))
      buttons[at].tabIndex = each === design ? 0 : -1
    })
    large.replaceChildren()
    said.replaceChildren()
    block(drawing(large, WIDE, TALL, design.alt), design, true)
    tell(said, design, words)
    const button = buttons[data.designs.indexOf(design)]
    if (moved) button.scrollIntoView({ block: "nearest", inline: "nearest" })
    else row.scrollLeft = button.offsetLeft - row.clientWidth / 2
  }
  choose(data.designs.find(design => design.design === state.chosen) ?? data.designs[0], false)
}
