// Shows what a term means beside its link: under the pointer, with the focus, and at the first touch. Escape hides it.
const LINK = 'a[href^="glossary?"]'
const GAP = 8 // pixels between a term and its definition

function mark() {
  document.querySelectorAll(`${LINK}[title]`).forEach(link => {
    link.dataset.term = link.title
    link.removeAttribute("title") // the browser would show it a second time, and never for a keyboard
    link.setAttribute("aria-description", link.dataset.term)
  })
}

function place(tip, link) {
  const [line] = link.getClientRects()
  if (!line) return
  const { width, height } = tip.getBoundingClientRect()
  const below = line.bottom + GAP + height < innerHeight
  tip.style.left = `${Math.max(12, Math.min(line.left, innerWidth - width - 12))}px`
  tip.style.top = `${below ? line.bottom + GAP : line.top - GAP - height}px`
}

export default function ({ parentElement }) {
  const tip = parentElement.querySelector(".lab-term")
  const leaving = new AbortController()
  let shown = null, closing = 0
  const termOf = event => event.target.closest?.(`${LINK}[data-term]`)
  const show = link => {
    clearTimeout(closing)
    shown?.removeAttribute("aria-describedby")
    shown = link
    link.setAttribute("aria-describedby", tip.id)
    tip.textContent = link.dataset.term
    tip.hidden = false
    place(tip, link)
  }
  const hide = () => {
    clearTimeout(closing)
    shown?.removeAttribute("aria-describedby")
    shown = null
    tip.hidden = true
  }
  const on = (event, act, options = {}) => document.addEventListener(event, act, { signal: leaving.signal, ...options })
  on("pointerover", event => {
    if (event.pointerType === "touch") return
    const link = termOf(event)
    if (link) show(link)
    else if (event.target === tip) clearTimeout(closing) // one may move onto it to read or copy
    else if (shown && shown !== document.activeElement) closing = setTimeout(hide, 150)
  })
  on("focusin", event => (termOf(event) ? show(termOf(event)) : hide()))
  on("focusout", event => termOf(event) && hide())
  on("keydown", event => event.key === "Escape" && hide())
  on("scroll", () => shown && hide(), { capture: true, passive: true })
  let touched = null
  on("pointerdown", event => {
    touched = event.pointerType === "touch" ? { link: termOf(event), known: shown } : null
    if (touched && !touched.link) hide()
  })
  on("click", event => { // a finger cannot hover: it sees the definition first and follows the link the second time
    const link = termOf(event)
    if (!link || touched?.link !== link || touched.known === link) return
    event.preventDefault()
    show(link)
  })
  mark()
  const watch = new MutationObserver(mark)
  watch.observe(document.body, { childList: true, subtree: true, attributeFilter: ["title"] })
  return () => {
    watch.disconnect()
    leaving.abort()
  }
}
