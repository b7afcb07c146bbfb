// What every component may need: elements, of drawings and of text, and words with gaps.
const SVG = "http://www.w3.org/2000/svg"

function make(tag, attributes = {}, parent, text) {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  if (text !== undefined) element.textContent = text
  parent?.appendChild(element)
  return element
}

function tag(name, attributes = {}, parent, text) {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  if (text !== undefined) element.textContent = text
  parent?.appendChild(element)
  return element
}

// The text with its `{gaps}` filled.
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap)
}
