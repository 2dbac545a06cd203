// What a link in a mail leads to: its token stands behind the `#`, or in the query of a List-Unsubscribe (RFC 8058), and
// is sent when the button is pressed, in a body.  It leaves the address bar at once, and with it the history.
'use strict'

const form = document.getElementById('form')
const lead = document.getElementById('lead')
const said = document.getElementById('said')
const show = document.getElementById('show')
const token = location.hash.slice(1) || new URLSearchParams(location.search).get('token') || ''

let sending = false

const broken = 'This link is not complete. Open it from the mail again, or copy all of it.'
const over = 'This link does not work any more. It may have been used, or its time is over: ask for another mail.'
const busy = 'That did not work just now. Please try again in a minute.'

function say(text) {
  said.textContent = text
  said.focus()
}

function finish(text) {
  form.remove()
  lead.remove()
  say(text)
}

// Of a password that does not do, what is wrong with it; of anything else, that the link is over.
async function refused(reply) {
  const error = await reply.json().catch(() => ({}))
  const problem = (error.details || []).find(detail => detail.field === 'password')
  if (problem) say(`The password ${problem.problem}.`)
  else if (reply.status === 429 || reply.status >= 500) say(busy)
  else finish(over)
}

async function send({path, done}) {
  const fields = Object.fromEntries(new FormData(form))
  const reply = await fetch(path, {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({token, ...fields}),
    credentials: 'omit',
    cache: 'no-store'
  })
  if (reply.ok) finish(done)
  else await refused(reply)
}

form.addEventListener('submit', async event => {
  event.preventDefault()
  if (sending) return
  sending = true
  await send(event.submitter.dataset).catch(() => say(busy))
  sending = false
})

if (show) {
  show.addEventListener('change', () => {
    document.getElementById('password').type = show.checked ? 'text' : 'password'
  })
}

if (token) history.replaceState(null, '', location.pathname)
else finish(broken)
