// Validate the JSON-LD of a file with Adobe's validator, once for each line of standard input, and print the seconds of CPU time.
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const [folder, vocabulary, articles] = process.argv.slice(2)
const { default: Validator } = await import(pathToFileURL(folder + '/src/index.js'))
const validator = new Validator(JSON.parse(readFileSync(vocabulary, 'utf8')))
const lines = readFileSync(articles, 'utf8').split('\n').filter(Boolean)
for await (const _ of createInterface({ input: process.stdin })) {
  const start = process.cpuUsage()
  for (const line of lines) {
    const data = JSON.parse(line)
    await validator.validate({ jsonld: { [data['@type']]: [data] } })
  }
  const { user, system } = process.cpuUsage(start)
  console.log((user + system) / 1e6 / lines.length)
}
