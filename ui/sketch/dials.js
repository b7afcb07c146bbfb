
// A labelled slider; `written` turns its number into what stands beside it.
function slider(parent, { label, min, max, step, value, written = String }, changed) {
  const row = tag("label", { class: "slider" }, parent)
  tag("span", { class: "name" }, row, label)
  const input = tag("input", { type: "range", min, max, step }, row)
  input.value = value
  const shown = tag("output", {}, row, written(Number(value)))
  input.setAttribute("aria-valuetext", written(Number(value)))
  input.oninput = () => {
    shown.textContent = written(Number(input.value))
    input.setAttribute("aria-valuetext", shown.textContent)
    changed(Number(input.value))
  }
  return input
}

// Calls `settled` once a slider is let go: at once from a pointer, but from the keys, which let go at every press, only
// after a pause. Else a held arrow would have the page drawn anew at every step, and the steps would wait for that.
const PAUSE = 250 // milliseconds

function whenLetGo(input, settled) {
  let waits, byKey = false
  const now = () => {
    clearTimeout(waits)
    waits = undefined
    settled()
  }
  input.addEventListener("keydown", () => { byKey = true })
  input.addEventListener("pointerdown", () => { byKey = false })
  input.addEventListener("blur", () => { if (waits !== undefined) now() })
  input.onchange = () => {
    clearTimeout(waits)
    if (byKey) waits = setTimeout(now, PAUSE)
    else now()
  }
}

// Sliders over the options of fields of the page, as `given` by Python: `changed` is called while one drags, with the
// places of all options by name, and `tell` once the slider is let go. They stay the same elements while Streamlit calls
// the script again, so that neither the pointer nor the focus loses them; what Python says meanwhile does not move them,
// and `moved` is the name of one that is ahead of what Python says.
function dials(parentElement, given, changed, tell) {
  const all = (parentElement.dials ??= { row: tag("div", { class: "dials" }), known: new Map() })
  Object.assign(all, { changed, tell })
  const places = () => Object.fromEntries([...all.known].map(([name, dial]) => [name, dial.at]))
  const add = ({ name, label, help, at }) => {
    const dial = { at, options: [] }
    const written = place => dial.options[place] ?? ""
    dial.input = slider(all.row, { label, min: 0, max: 0, step: 1, value: at, written }, place => {
      Object.assign(dial, { at: place, held: true })
      all.changed(places(), name)
    })
    dial.input.parentElement.title = help
    dial.input.onpointerup = dial.input.onblur = () => { dial.held = false }
    dial.input.addEventListener("change", () => { Object.assign(dial, { held: false, waits: dial.at }) })
    whenLetGo(dial.input, () => all.tell({ [name]: dial.at }))
    all.known.set(name, dial)
    return dial
  }
  for (const each of given) {
    const dial = all.known.get(each.name) ?? add(each)
    dial.options = each.options
    if (each.at === dial.waits) dial.waits = undefined
    if (!dial.held && dial.waits === undefined) dial.at = each.at
    dial.input.max = each.options.length - 1
    dial.input.value = dial.at
    dial.input.nextElementSibling.textContent = each.options[dial.at]
    dial.input.setAttribute("aria-valuetext", each.options[dial.at])
    dial.input.parentElement.hidden = false
  }
  for (const [name, dial] of all.known) dial.input.parentElement.hidden = !given.some(each => each.name === name)
  const moved = given.find(({ name, at }) => all.known.get(name).at !== at)?.name
  const set = (name, at, last) => {
    const { input } = all.known.get(name)
    if (input.valueAsNumber !== at) {
      input.value = at
      input.oninput()
    }
    if (last) input.dispatchEvent(new Event("change"))
  }
  return { row: all.row, places, set, moved }
}

// Calls `moved` with every place that a pointer presses or drags over, and says of the `last` one that it was let go there.
function whenDraggedOver(element, moved) {
  element.onpointerdown = event => {
    element.setPointerCapture(event.pointerId)
    element.onpointermove = move => moved(move, false)
    element.onpointerup = element.onpointercancel = up => {
      element.onpointermove = element.onpointerup = element.onpointercancel = null
      moved(up, true)
    }
    element.onpointermove(event)
  }
}
