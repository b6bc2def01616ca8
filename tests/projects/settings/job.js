// Does its work and ends: with another code where it cannot.
console.log('3 rows for', process.env.GREETING ?? 'nobody', ...process.argv.slice(2))
