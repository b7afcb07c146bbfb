// How long a class still has, told by the minute. It counts from when this browser first opened the link, a reload included;
// when the time is over it says so, once, and nothing moves or blinks.
const MINUTE = 60000

function begun(name) {
  const key = `residual-lab-lesson ${location.pathname} ${name}`
  const known = Number(sessionStorage.getItem(key))
  if (known) return known
  sessionStorage.setItem(key, String(Date.now()))
  return Date.now()
}

export default function ({ data, parentElement }) {
  const line = parentElement.querySelector(".left")
  const end = begun(data.of) + data.minutes * MINUTE
  clearTimeout(line.clock)
  const show = () => {
    const left = end - Date.now()
    const minutes = Math.ceil(left / MINUTE)
    line.textContent = minutes > 1 ? data.words.many.replace("{minutes}", minutes) : left > 0 ? data.words.last : data.words.over
    if (left > 0) line.clock = setTimeout(show, Math.min(left, left - (minutes - 1) * MINUTE) + 50)
  }
  show()
  return () => clearTimeout(line.clock)
}
