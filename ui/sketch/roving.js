// Of `items`, in reading order, one alone can be reached by Tab; from there the arrows lead on. Up and down go through all of
// them in order, left and right to the nearest on that side, Home and End to the first and the last. Which one it is stays
// when the figure is drawn anew: `root` remembers it by the item's data-id.
const ROVE_ASIDE = { ArrowLeft: -1, ArrowRight: 1 }

function roveMiddle(item) {
  const box = item.getBoundingClientRect()
  return [box.left + box.width / 2, box.top + box.height / 2]
}

// What stands beside it weighs more than what is near but above or below.
function roveAside(items, from, side) {
  const [x, y] = roveMiddle(from)
  let best = [null, Infinity]
  for (const item of items) {
    const [itsX, itsY] = roveMiddle(item)
    const away = (itsX - x) * side
    const far = away + 3 * Math.abs(itsY - y)
    if (away > 4 && far < best[1]) best = [item, far]
  }
  return best[0]
}

function roveTarget(items, from, key) {
  const at = items.indexOf(from)
  if (key === "Home") return items[0]
  if (key === "End") return items[items.length - 1]
  if (key === "ArrowDown") return items[at + 1]
  if (key === "ArrowUp") return items[at - 1]
  return ROVE_ASIDE[key] && roveAside(items, from, ROVE_ASIDE[key])
}

function rove(root, items, chosen) {
  const stop = item => {
    for (const each of items) each.setAttribute("tabindex", each === item ? "0" : "-1")
    root.dataset.stop = item.dataset.id
  }
  const known = id => items.find(item => item.dataset.id === id)
  if (items.length) stop(known(root.dataset.stop) ?? known(chosen) ?? items[0])
  for (const item of items) {
    item.addEventListener("focus", () => stop(item))
    item.addEventListener("keydown", event => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const next = roveTarget(items, item, event.key)
      if (!next) return
      event.preventDefault()
      next.focus()
    })
  }
}
