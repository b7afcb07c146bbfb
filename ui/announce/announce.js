// One region for all of the page, beside Streamlit's own elements, so that no rerun takes it away while it is read out.
const TOGETHER = 150 // milliseconds in which several texts are told as one

function liveRegion() {
  const known = document.getElementById("residual-lab-live")
  if (known) return known
  const made = document.createElement("div")
  made.id = "residual-lab-live"
  made.setAttribute("role", "status")
  made.setAttribute("aria-live", "polite")
  made.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap"
  document.body.appendChild(made)
  return made
}

function tell(text) {
  const known = window.residualLabLive
  const region = liveRegion()
  known.waiting.push(text)
  clearTimeout(known.clock)
  region.textContent = ""
  known.clock = setTimeout(() => { region.textContent = known.waiting.splice(0).join(" ") }, TOGETHER)
}

export default function ({ data }) {
  window.residualLabLive ??= { said: {}, waiting: [] }
  const { said } = window.residualLabLive
  liveRegion()
  if (!data.told || said[data.key] === data.told) return
  said[data.key] = data.told
  tell(data.told)
}
