// A step of the project’s own, with a variable that stays out of the image.
require('node:fs').writeFileSync('made.txt', `made with ${process.env.STEP}`)
