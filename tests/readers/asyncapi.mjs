// asyncapi.mjs DOCUMENT: prints what AsyncAPI's parser has against it, an array of JSON.

import { readFileSync } from 'node:fs'
import { Parser } from '@asyncapi/parser'

const { diagnostics } = await new Parser().parse(readFileSync(process.argv[2], 'utf8'))
console.log(JSON.stringify(diagnostics.map(d => ({ severity: d.severity, code: d.code, path: d.path.join('.'), message: d.message }))))
