// Lands on the top of a page or on the element that the link names, keeps one theme for all paths, lets one scroll, and
// keeps the view of a surface.
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
    element?.closest("details:not([open])")?.querySelector("summary").click() // what is folded is opened
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

// Plotly makes a picture anew with all new data, whatever its key, and looks at it as at the first. Now it looks from where
// the last one under that key was turned to. `_fullLayout` is private: with another name the old behaviour returns.
const GLIDE = 250 // in ms

function keepViews() {
  const views = {}
  const same = (one, other) => ["x", "y", "z"].every(axis => Math.abs(one.eye[axis] - other.eye[axis]) < 1e-3)
  const keyOf = plot => plot.closest("[class*=st-key-]")?.className.match(/st-key-\S+/)[0]
  const family = key => key?.slice(0, key.lastIndexOf("_"))
  const place = (plot, key) => {
    const shown = plot._fullLayout?.scene
    if (!views[key] || !shown?._scene || same(shown._scene.getCamera(), views[key])) return
    plot.layout.scene.camera = structuredClone(views[key])
    Object.assign(shown.camera, structuredClone(views[key]))
    shown._scene.setViewport(shown)
  }
  // Surfaces that stand beside each other, `..._residual` and `..._plain`, turn together.
  const turn = (key, camera) => {
    views[key] = structuredClone(camera)
    document.querySelectorAll(".js-plotly-plot").forEach(plot => {
      const other = keyOf(plot)
      if (other === key || family(other) !== family(key)) return
      views[other] = structuredClone(camera)
      place(plot, other)
    })
  }
  const begin = plot => {
    plot.dataset.view = "kept"
    const key = keyOf(plot)
    const shown = () => plot._fullLayout?.scene
    plot.on("plotly_afterplot", () => place(plot, key)) // Streamlit may lay one picture out twice
    plot.on("plotly_relayout", changed => {
      if (!changed["scene.camera"]) return
      turn(key, changed["scene.camera"])
      setTimeout(() => { // it glides on a little after it is let go
        const scene = plot.isConnected && shown()?._scene
        if (scene) turn(key, scene.getCamera())
      }, GLIDE)
    })
  }
  new MutationObserver(() => document.querySelectorAll(".js-plotly-plot:not([data-view])").forEach(begin))
    .observe(document.body, { childList: true, subtree: true })
}

export default function ({ data, parentElement, setStateValue }) {
  document.documentElement.lang = data.language
  document.documentElement.toggleAttribute("data-projector", data.projector)
  document.documentElement.dataset.section = data.section
  document.documentElement.style.setProperty("--lab-menu", JSON.stringify(data.menu))
  const theme = getComputedStyle(parentElement.querySelector("span"))
  const [ground, ink, primary] = ["background", "text", "primary"].map(name => theme.getPropertyValue(`--st-${name}-color`).trim())
  document.documentElement.style.setProperty("--lab-ground", ground)
  document.documentElement.style.setProperty("--lab-ink", ink)
  document.documentElement.style.setProperty("--lab-primary", primary)
  if (!window.residualLabArrival) [freeScroll, keepViews].forEach(begin => begin())
  const known = window.residualLabArrival ?? {}
  window.residualLabArrival = { visit: data.visit, ground }
  if (known.visit !== data.visit) land(data.target)
  setTimeout(() => share(data.page, data.paths)) // once Streamlit has written what was chosen
  if (known.ground && known.ground !== ground) setStateValue("ground", ground)
}
