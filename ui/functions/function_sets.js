// Every size has its drawing, made in ui/functions/sets.py of numbers of our own only; the dial above leads through them.
export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".frame"), reading = parentElement.querySelector(".reading")
  const show = at => {
    frame.innerHTML = data.pictures[at].svg
    if (reading.textContent !== data.pictures[at].sentence) reading.textContent = data.pictures[at].sentence
  }
  const size = dials(parentElement, data.dials, places => show(places[data.field]), told => setTriggerValue("chosen", told))
  if (frame.previousElementSibling !== size.row) frame.before(size.row)
  show(data.dials.length ? size.places()[data.field] : data.at)
}
