// What every figure needs. A figure's script follows this one and exports a function that Streamlit calls with
// { data, parentElement } now and after every change of data or theme: it draws anew into `stage(parentElement)`.

// The emptied place to draw into.
function stage(parentElement) {
  const place = parentElement.querySelector(".figure")
  place.replaceChildren()
  return place
}

// What the reader has set, kept while Streamlit calls the script again.
function remember(parentElement, first) {
  return (parentElement.remembered ??= { ...first })
}

function drawing(parent, width, height, alt) {
  return make("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": alt }, parent)
}

// Writes a text into an element, what a message marks as *emphasis* or **strong emphasis** as such.
function write(element, text) {
  element.replaceChildren()
  for (const [, strong, emphasis, plain] of text.matchAll(/\*\*(.+?)\*\*|\*(.+?)\*|([^*]+)/g)) {
    if (plain) element.append(plain)
    else tag(strong ? "strong" : "em", {}, element, strong ?? emphasis)
  }
}

// One of a few, as buttons of which one is pressed. `options` are pairs of a value and its label.
function choice(parent, { label, options, value }, changed) {
  const group = tag("div", { class: "choice", role: "radiogroup", "aria-label": label }, parent)
  tag("span", { class: "name", "aria-hidden": "true" }, group, label)
  const buttons = options.map(([option, words]) => {
    const button = tag("button", { type: "button", role: "radio" }, group, words)
    button.onclick = () => { choose(option); changed(option) }
    button.onkeydown = event => {
      const turn = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      if (!turn) return
      event.preventDefault()
      const next = buttons[(buttons.indexOf(button) + turn + buttons.length) % buttons.length]
      next.focus()
      next.click()
    }
    return button
  })
  const choose = chosen => options.forEach(([option], place) => {
    buttons[place].setAttribute("aria-checked", String(option === chosen))
    buttons[place].tabIndex = option === chosen ? 0 : -1
  })
  choose(value)
}

function toggle(parent, label, on, changed) {
  const button = tag("button", { type: "button", class: "toggle", "aria-pressed": String(on) }, parent, label)
  button.onclick = () => {
    const now = button.getAttribute("aria-pressed") !== "true"
    button.setAttribute("aria-pressed", String(now))
    changed(now)
  }
  return button
}

// Lets a pointer pull an element; `moved` gets the place in the units of the drawing.
function draggable(svg, element, moved) {
  element.style.cursor = "grab"
  element.style.touchAction = "none"
  element.onpointerdown = event => {
    event.preventDefault()
    element.setPointerCapture(event.pointerId)
    element.onpointermove = move => {
      const point = new DOMPoint(move.clientX, move.clientY).matrixTransform(svg.getScreenCTM().inverse())
      moved(point.x, point.y)
    }
    element.onpointerup = element.onpointercancel = () => { element.onpointermove = null }
  }
}

// 0.00042 as 4.2 × 10⁻⁴, 1234 as 1,234: three digits that count, in the reader's language.
function written(number, locale, digits = 3) {
  if (number === null || number === undefined || Number.isNaN(number)) return "–"
  const size = Math.abs(number)
  if (size && (size < 1e-3 || size >= 1e6)) {
    const power = Math.floor(Math.log10(size))
    const superscript = String(power).replace("-", "⁻").replace(/\d/g, digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])
    const factor = (number / 10 ** power).toLocaleString(locale, { maximumSignificantDigits: digits })
    return `${factor} × 10${superscript}`
  }
  return number.toLocaleString(locale, { maximumSignificantDigits: digits }).replace("-", "−")
}

// Draws anew whenever the place has become wider or narrower, by more than `slack` pixels.
function whenWidthChanges(parentElement, place, draw, slack = 0) {
  parentElement.watching?.disconnect()
  let width = place.clientWidth
  parentElement.watching = new ResizeObserver(() => {
    if (Math.abs(place.clientWidth - width) <= slack) return
    width = place.clientWidth
    draw()
  })
  parentElement.watching.observe(place)
}

function mayMove() {
  return !matchMedia("(prefers-reduced-motion: reduce)").matches
}

// A button and a slider that lead through something from 0 to `last`, by themselves in so many `seconds`. `state`
// remembers where one is, `at`, and whether it is `playing`; `show` draws that place.
function player(parent, { words, last, seconds, state, written = String }, show) {
  const row = tag("div", { class: "player" }, parent)
  if (!last) row.style.visibility = "hidden" // nothing to play yet; its place is kept
  const button = tag("button", { type: "button" }, row)
  const options = { label: words.step, min: 0, max: last, step: 1, value: Math.round(state.at), written }
  const scrub = slider(row, options, at => {
    stop()
    go(at)
  })
  const go = at => {
    state.at = at
    scrub.value = Math.round(at)
    scrub.nextElementSibling.textContent = written(Math.round(at))
    scrub.setAttribute("aria-valuetext", written(Math.round(at)))
    show(at)
  }
  const name = () => { button.textContent = state.playing ? words.pause : state.at < last ? words.play : words.again }
  const stop = () => {
    state.playing = false
    cancelAnimationFrame(state.frame)
    name()
  }
  const play = () => {
    state.playing = true
    name()
    cancelAnimationFrame(state.frame)
    let before = performance.now()
    const frame = now => {
      if (!row.isConnected) return
      go(Math.min(last, state.at + ((now - before) / 1000 / seconds) * last))
      before = now
      if (state.at < last) state.frame = requestAnimationFrame(frame)
      else stop()
    }
    state.frame = requestAnimationFrame(frame)
  }
  button.onclick = () => {
    if (state.playing) return stop()
    if (state.at >= last) state.at = 0
    play()
  }
  return { go, play, stop }
}
