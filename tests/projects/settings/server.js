// Reports what the settings of its Dockerfile have given to it.
const fs = require('node:fs')
const http = require('node:http')
const tls = require('node:tls')

const read = (path) => { try { return fs.readFileSync(path, 'utf8').trim() } catch { return null } }
const writes = (folder) => { try { fs.writeFileSync(folder + '/tried', 'here'); return true } catch { return false } }

// Whether a certificate that the company’s CA has signed is trusted as any other.
const trusts = () => new Promise((done) => {
  const own = read('tls/server.txt')
  if (!own) return done(false)
  const server = tls.createServer({ key: own, cert: own }, (socket) => socket.end())
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1', () => {
    const end = (answer) => { server.close(); done(answer) }
    const client = tls.connect({ port: server.address().port, host: '127.0.0.1', servername: 'shop.internal' }, () => { client.end(); end(true) })
    client.on('error', () => end(false))
  })
})

const report = async () => ({
  uid: process.getuid(),
  wrote: ['/cache', '/data', '/tmp'].filter(writes),
  refused: !writes('/app'),
  greeting: process.env.GREETING ?? null,
  arguments: process.argv.slice(2),
  made: read('made.txt'),
  beside: read('templates/page.txt'),
  trusts: await trusts()
})

const server = http.createServer(async (request, response) => {
  response.end(request.url === '/healthz' ? 'ok' : JSON.stringify(await report()))
})
server.listen(Number(process.env.PORT ?? 8080))
process.on('SIGTERM', () => server.close(() => process.exit(0)))
