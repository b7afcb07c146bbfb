// Shows the parts that Python cut. It runs again on every change, so handlers are assigned, never added.
const SAID_MILLISECONDS = 1500

export default function ({ data, parentElement }) {
  const pre = parentElement.querySelector("pre")
  pre.setAttribute("aria-label", data.name)
  pre.style.maxHeight = data.height ? `${data.height}px` : ""
  pre.querySelector("code").replaceChildren(...data.parts.map(([kind, text]) => {
    if (!kind) return document.createTextNode(text)
    const span = document.createElement("span")
    span.className = kind
    span.textContent = text
    return span
  }))
  const copy = parentElement.querySelector(".copy")
  copy.textContent = data.copy
  copy.hidden = !navigator.clipboard // which browsers keep from pages without https
  copy.onclick = async () => {
    await navigator.clipboard.writeText(data.parts.map(([, text]) => text).join(""))
    copy.textContent = data.copied
    setTimeout(() => { copy.textContent = data.copy }, SAID_MILLISECONDS)
  }
}
