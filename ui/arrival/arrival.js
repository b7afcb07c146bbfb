// Lands on the top of a page or on the element that the link names, keeps one theme for all paths and lets one scroll.
const HEADER = 76 // pixels that the menu covers, and a little air
const PATIENCE = 15000 // milliseconds until an element that has not come is given up
const STILL = 2500 // milliseconds without a shift after which the place is taken as reached
const USER = ["wheel", "touchstart", "pointerdown", "keydown"]

function land(target) {
  const main = document.querySelector("[data-testid=stMain]")
  main.scrollTop = 0
  if (!target) return
  const begun = Date.now()
  let moved = begun
  const stop = () => {
    clearInterval(clock)
    USER.forEach(event => removeEventListener(event, stop, true))
  }
  const clock = setInterval(() => {
    const element = main.querySelector(`.st-key-${CSS.escape(target)}`)
    const off = element ? Math.round(element.getBoundingClientRect().top - HEADER) : 0
    const end = main.scrollHeight - main.clientHeight
    if (off && Math.min(end, main.scrollTop + off) !== main.scrollTop) {
      main.scrollTop += off
      moved = Date.now()
    }
    if (Date.now() - begun > PATIENCE || (element && Date.now() - moved > STILL)) stop()
  }, 100)
  USER.forEach(event => addEventListener(event, stop, true))
}

// Streamlit remembers the theme under the path at which the app was opened, and nowhere else.
function share(page, paths) {
  const key = path => `stActiveTheme-${path}-v2`
  const opened = new URL(performance.getEntriesByType("navigation")[0].name).pathname
  const chosen = localStorage.getItem(key(opened))
  const base = location.pathname.slice(0, location.pathname.length - page.length)
  if (chosen) paths.forEach(path => localStorage.setItem(key(base + path), chosen))
}

// Plotly takes the wheel and every finger for its picture in three dimensions, and nobody could scroll past one. Now the
// wheel scrolls and with ctrl it zooms; one finger scrolls and two turn.
function freeScroll() {
  const keep = (kind, isForPage) => addEventListener(kind, event => {
    if (event.target.closest?.(".js-plotly-plot") && isForPage(event)) event.stopPropagation()
  }, { capture: true, passive: true })
  keep("wheel", event => !event.ctrlKey)
  keep("touchstart", event => event.touches.length === 1)
  keep("touchmove", event => event.touches.length === 1)
}

export default function ({ data, parentElement, setStateValue }) {
  const ground = getComputedStyle(parentElement.querySelector("span")).getPropertyValue("--st-background-color").trim()
  if (!window.residualLabArrival) freeScroll()
  const known = window.residualLabArrival ?? {}
  window.residualLabArrival = { visit: data.visit, ground }
  if (known.visit !== data.visit) land(data.target)
  setTimeout(() => share(data.page, data.paths)) // once Streamlit has written what was chosen
  if (known.ground && known.ground !== ground) setStateValue("ground", ground)
}
