### What the lab does to a learner's own picture. Each is a part of a line.

upload-yours = your picture
upload-first-frame = the first of { $frames } frames
upload-upright = turned upright, as its EXIF tag asks
upload-span = the span of its values brought to 8 bits
upload-inks = CMYK inks turned into light
upload-opaque = its transparent parts laid on { $ground ->
    [black] black
   *[white] white
}
upload-turned = turned by { $degrees }°
upload-mirrored = mirrored
upload-cropped = cut by hand
upload-unchanged = 28 × 28 on black already: nothing was changed
upload-everything = everything within the crop kept, in grey{ $negative ->
    [yes] , its negative
   *[no] {""}
}
upload-no-garment = no garment could be told from its ground, so everything within the crop is kept, in grey{ $negative ->
    [yes] , its negative
   *[no] {""}
}; set the crop by hand
upload-by-brightness = made grey, and { $side ->
    [darker] inverted, since it is darker than its background
    [lighter] kept light, as it is
    [darker-by-hand] inverted by hand
   *[lighter-by-hand] kept light by hand
}; the background becomes black
upload-by-colour = told from its ground by colour, { $negative ->
    [yes] its negative, as the shop's pictures are
   *[no] kept as light as it is
}; the ground becomes black
upload-to-the-garment = cut to the garment: { $width } × { $height } of { $whole_width } × { $whole_height }
upload-small = longer side scaled to 28 pixels, centred, brightest pixel made white
