// Garments that a network names while it trains, moment by moment, and bars that show how far its parts have moved.
const SIDE = 28

function paint(canvas, pixels) {
  const bytes = atob(pixels)
  const context = canvas.getContext("2d")
  const image = context.createImageData(SIDE, SIDE)
  for (let place = 0; place < SIDE * SIDE; place++) {
    const shade = bytes.charCodeAt(place)
    image.data.set([shade, shade, shade, 255], 4 * place)
  }
  context.putImageData(image, 0, 0)
}

function percent(share, locale) {
  return share.toLocaleString(locale, { style: "percent", maximumFractionDigits: 0 })
}

function drawTile(parent, garment, words) {
  const tile = tag("div", { class: "tile" }, parent)
  const canvas = tag("canvas", { width: SIDE, height: SIDE, role: "img", "aria-label": words.classes[garment.label] }, tile)
  paint(canvas, garment.pixels)
  const told = tag("div", { class: "told" }, tile)
  const name = tag("strong", {}, told)
  const meter = tag("div", { class: "meter", "aria-hidden": "true" }, told)
  return { garment, tile, name, bar: tag("span", {}, meter), share: tag("span", { class: "share" }, told) }
}

function tell({ garment, tile, name, bar, share }, shares, { words, locale }) {
  const named = shares.indexOf(Math.max(...shares))
  const right = named === garment.label
  tile.className = `tile ${right ? "right" : "wrong"}`
  name.textContent = words.classes[named]
  bar.style.width = `${shares[named]}%`
  share.textContent = `${right ? "✓" : "✗"} ${percent(shares[named] / 100, locale)}`
  share.title = right ? words.right : fill(words.wrong, { true: words.classes[garment.label] })
}

function drawParts(parent, words) {
  if (!words.parts.length) return []
  tag("p", { class: "name" }, parent, words.moved)
  const row = tag("div", { class: `parts${words.parts.length > 8 ? " many" : ""}` }, parent)
  return words.parts.map(part => {
    const column = tag("div", { class: "part" }, row)
    const bar = tag("span", { class: "bar" }, tag("div", { class: "well" }, column))
    return { bar, name: part, told: tag("span", { class: "of" }, column, part) }
  })
}

export default function ({ data, parentElement }) {
  const place = stage(parentElement)
  const { words, moments } = data
  const last = moments.length - 1
  const state = remember(parentElement, { at: 0, seen: -1, playing: false })
  if (last > state.seen) { // more to see than before
    const followed = data.live ? state.at >= state.seen : true
    if (data.live && followed) Object.assign(state, { at: last, playing: false })
    else if (!data.live) Object.assign(state, { at: mayMove() ? 0 : last, playing: mayMove() && last > 0 })
  }
  state.seen = last
  const grid = tag("div", { class: "tiles", role: "group", "aria-label": data.alt }, place)
  const tiles = data.garments.map(garment => drawTile(grid, garment, words))
  const foot = tag("div", {}, place)
  const bars = drawParts(tag("div", { class: "moved" }, place), words)
  const show = at => {
    const moment = moments[Math.round(at)]
    tiles.forEach((tile, number) => tell(tile, moment.shares[number], data))
    bars.forEach(({ bar, name, told }, number) => {
      const share = percent(moment.moved[number], data.locale)
      bar.style.height = `${data.most ? (100 * moment.moved[number]) / data.most : 0}%`
      told.textContent = `${name} · ${share}`
      told.title = told.textContent
    })
  }
  const options = { words, last, seconds: data.seconds, state, written: at => String(moments[at].step) }
  const playing = player(foot, options, show)
  playing.go(Math.min(state.at, last))
  if (state.playing) playing.play()
  else playing.stop()
}
