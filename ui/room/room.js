// A room as a learner, the projector and the teacher see it. What changes for all comes as events, so that a reveal needs
// no run of a script on any of three hundred phones; a vote goes to a route. Where there are no routes, Python is asked.
const MINUTE = 60000
const SPREAD = 1500 // milliseconds over which phones ask for what only a script can say

// Our own words have emphasis; a teacher's are shown letter by letter.
function write(parent, text, own) {
  if (own) return void parent.append(text)
  for (const part of text.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/)) {
    const [, strong, em, code] = part.match(/^(?:\*\*(.+)\*\*|\*(.+)\*|`(.+)`)$/) ?? []
    if (strong ?? em ?? code) tag(strong ? "strong" : em ? "em" : "code", {}, parent, strong ?? em ?? code)
    else parent.append(part)
  }
}

const letter = place => String.fromCharCode(65 + place)
const roundOf = state => `${state.call} ${state.step} ${state.round}`
const address = path => new URL(path, document.baseURI)

function listen(room) {
  if (!room.data.live || room.state.over || (room.source && room.source.readyState !== EventSource.CLOSED)) return
  const source = room.source = new EventSource(address(`live/room/${room.data.code}`))
  source.onmessage = event => take(room, JSON.parse(event.data))
  source.onerror = () => {
    if (source.readyState === EventSource.CLOSED && room.source === source) room.tell("routes", "absent")
  }
}

function take(room, state) {
  if (state.version < room.state.version) return
  room.state = state
  if (state.over) room.source?.close()
  if (follow(room)) return
  show(room)
  ask(room)
}

// Everyone goes where the class is called to, once a call; whoever wanders off afterwards may.
function follow(room) {
  const { data, state } = room
  if (data.look !== "band" || state.ended || !state.step) return false
  const key = `residual-lab-room ${state.code}`
  if (Number(localStorage.getItem(key) ?? 0) >= state.call) return false
  localStorage.setItem(key, String(state.call))
  room.source?.close()
  location.assign(address(data.addresses[state.step - 1]))
  return true
}

// What only a script can say: the words of another step, why an answer is right, that the room has ended.
function ask(room) {
  const { data, state } = room
  const unsaid = state.phase === "answered" && data.question && !data.question.own && !data.question.because
  const stale = state.call !== data.state.call || state.ended !== data.state.ended
  const desk = data.look === "desk" && state.version !== data.state.version
  const wanted = `${state.version}`
  if (!(unsaid || stale || desk) || room.asked === wanted) return
  room.asked = wanted
  setTimeout(() => room.tell("look", wanted), data.look === "band" ? Math.random() * SPREAD : 0)
}

async function vote(room, option) {
  const { data, state } = room
  room.mine = { round: roundOf(state), option }
  room.problem = ""
  draw(room)
  if (!data.live) return room.tell("vote", { option, step: state.step, round: state.round })
  const told = { code: data.code, step: state.step, round: state.round, option }
  const answer = await fetch(address("rooms/vote"), {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(told),
  }).catch(() => null)
  if (answer?.ok) {
    const { votes } = await answer.json()
    if (roundOf(state) === roundOf(room.state)) room.state = { ...room.state, votes }
    return count(room)
  }
  if (answer?.status === 409) {
    room.mine = undefined
    room.problem = data.words.closed
    draw(room)
  } else room.tell("vote", { option, step: state.step, round: state.round })
}

const mine = room => {
  if (room.mine?.round === roundOf(room.state)) return room.mine.option
  return roundOf(room.data.state) === roundOf(room.state) ? room.data.mine : null
}

// While a teacher speaks, nothing on the page but the band can be operated.
function still(room) {
  const band = room.place.getRootNode().host?.closest(".st-key-room_above")
  const own = band?.closest("[data-testid=stLayoutWrapper]") ?? band
  if (room.data.look !== "band" || !own) return
  const hold = () => [...own.parentElement.children].forEach(other => {
    if (other !== own) other.toggleAttribute("inert", room.state.frozen)
  })
  hold()
  room.watch?.disconnect()
  room.watch = room.state.frozen ? new MutationObserver(hold) : undefined
  room.watch?.observe(own.parentElement, { childList: true })
}

function show(room) {
  still(room)
  const { data, state } = room
  const shape = [data.look, state.version, data.state.version, Boolean(data.question?.because), data.mine].join(" ")
  if (shape !== room.shape) {
    room.shape = shape
    draw(room)
  }
  count(room)
}

// What changes by the second is written in place, so that nobody loses the button under their finger.
function count(room) {
  const { data, state, place } = room
  const values = { votes: state.votes, people: state.people }
  place.querySelectorAll("[data-count]").forEach(element => {
    element.textContent = fill(data.words[element.dataset.count], values)
  })
  const line = place.querySelector(".left")
  clearTimeout(room.clock)
  if (!line || state.until === null) return
  const left = state.until * 1000 - Date.now() + room.ahead
  const minutes = Math.ceil(left / MINUTE)
  line.textContent = minutes > 1 ? fill(data.words.many, { minutes }) : left > 0 ? data.words.last : data.words.over
  if (left > 0) room.clock = setTimeout(() => count(room), Math.min(left, left - (minutes - 1) * MINUTE) + 50)
}

function draw(room) {
  const { data, state, place } = room
  const focused = place.getRootNode().activeElement?.dataset.code
  place.replaceChildren()
  place.className = `room look-${data.look}`
  if (data.look === "projector") join(room)
  const main = tag("div", { class: "main" }, place)
  line(room, main)
  if (state.frozen) tag("p", { class: "frozen", role: "status" }, main, data.look === "desk" ? data.words.stopped : data.words.frozen)
  const prompt = state.step ? data.prompt : data.words.waiting
  if (prompt && data.look !== "desk") tag("p", { class: "prompt" }, main, prompt)
  if (state.asked && state.phase !== "closed" && data.question) poll(room, main)
  if (focused) place.querySelector(`button[data-code="${CSS.escape(focused)}"]`)?.focus()
}

function line(room, main) {
  const { data, state } = room
  const row = tag("div", { class: "line" }, main)
  if (data.look === "band") tag("span", { class: "code" }, row, data.words.room)
  if (state.step) tag("span", { class: "step" }, row, data.words.step)
  tag("span", { class: "left" }, row)
  if (data.look !== "band") tag("span", { "data-count": "inside" }, row)
  const there = data.look === "band" && state.step && !data.here
  if (there) tag("a", { class: "there", href: address(data.addresses[state.step - 1]), target: "_self" }, row, data.words.there)
}

function join(room) {
  const { data, state } = room
  const panel = tag("div", { class: state.step ? "join" : "join alone" }, room.place)
  if (data.title && !state.step) tag("p", { class: "title" }, panel, data.title)
  tag("img", { class: "qr", src: data.qr, alt: data.words.qr }, panel)
  const words = tag("div", {}, panel)
  tag("p", { class: "where" }, words, data.where)
  tag("p", { class: "letters", "aria-label": data.code.split("").join(" ") }, words, data.code)
}

function poll(room, main) {
  const { data, state } = room
  const { question, words } = data
  const area = tag("section", { class: "poll", "aria-label": words.vote }, main)
  if (state.round > 1) tag("p", { class: "round" }, area, words.second)
  write(tag("p", { class: "question" }, area), question.text, question.own)
  if (state.hint && state.round > 1 && state.phase === "open" && question.hint) {
    write(tag("p", { class: "hint" }, area), question.hint, question.own)
  }
  if (state.phase === "open" && data.look === "band") buttons(room, area)
  else if (state.phase === "open") plain(room, area)
  else bars(room, area)
  const foot = tag("p", { class: "foot", role: "status" }, area)
  if (state.phase === "open") {
    tag("span", { "data-count": "counted" }, foot)
    if (data.look === "band") foot.append(" ", room.problem || (mine(room) ? words.mine : words.choose))
  } else if (state.phase === "revealed") foot.append(words.advice[`${state.advice}-${data.look === "desk" ? "teacher" : "class"}`])
  else if (question.because) write(foot, question.because, question.own)
}

function buttons(room, area) {
  const { question, words } = room.data
  const group = tag("div", { class: "options", role: "group", "aria-label": words.vote }, area)
  question.options.forEach(({ code, label }, place) => {
    const button = tag("button", { type: "button", "data-code": code, "aria-pressed": mine(room) === code }, group)
    tag("b", {}, button, letter(place))
    write(tag("span", {}, button), label, question.own)
    button.onclick = () => { vote(room, code); count(room) }
  })
}

function plain(room, area) {
  const list = tag("ul", { class: "options" }, area)
  room.data.question.options.forEach(({ label }, place) => {
    const item = tag("li", {}, list)
    tag("b", {}, item, letter(place))
    write(tag("span", {}, item), label, room.data.question.own)
  })
}

function bars(room, area) {
  const { data, state } = room
  const list = tag("ul", { class: "shares" }, area)
  data.question.options.forEach(({ code, label }, place) => {
    const share = state.shares.find(each => each.option === code) ?? { votes: 0, percent: 0 }
    const right = state.right === code
    const item = tag("li", { class: right ? "right" : state.right ? "wrong" : "" }, list)
    const name = tag("div", { class: "label" }, item)
    tag("b", {}, name, letter(place))
    write(tag("span", {}, name), label, data.question.own)
    if (right) tag("span", { class: "note" }, name, data.words.right)
    if (data.look === "band" && mine(room) === code) tag("span", { class: "note" }, name, data.words.yours)
    const row = tag("div", { class: "bar" }, item)
    tag("div", { class: "filled", style: `width: ${share.percent}%` }, tag("div", { class: "ground" }, row))
    tag("span", { class: "number" }, row, fill(data.words.share, share))
  })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const room = (parentElement.room ??= { state: data.state })
  room.place = parentElement.querySelector(".room")
  room.data = data
  room.tell = setTriggerValue
  room.ahead ??= Date.now() - data.now * 1000 // by how much the clock of this device is ahead of the server's
  listen(room)
  take(room, data.state.version >= room.state.version ? data.state : room.state)
  return () => {
    clearTimeout(room.clock)
    room.watch?.disconnect()
    room.source?.close()
    room.source = undefined
  }
}
