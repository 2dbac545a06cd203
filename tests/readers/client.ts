// README's calls through a client that openapi-typescript makes from /openapi.json: not one cast.
// Prints what it read, one line of JSON; any answer that is not a success ends it.

import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './api.js'

type Event = components['schemas']['Event']
type EventInput = components['schemas']['EventInput']
type Failure = components['schemas']['Error']

declare const process: { argv: string[] }
declare const console: { log(line: string): void }
declare function setTimeout(call: (value: unknown) => void, milliseconds: number): void

const baseUrl = process.argv[2]
const email = process.argv[3]
if (baseUrl === undefined || email === undefined) throw new Error('client.js ADDRESS EMAIL')

const password = 'an engine of brass 1843'

/** What was answered, or an exception with the code and the fields of the error. */
function answer<T>(result: { data?: T; error?: Failure }): T {
  if (result.error !== undefined) {
    const fields = (result.error.details ?? []).map(problem => `${problem.field} ${problem.problem}`)
    throw new Error(`${result.error.code}: ${result.error.error} ${fields.join(', ')}`)
  }
  if (result.data === undefined) throw new Error('there is no body')
  return result.data
}

const open: Client<paths> = createClient<paths>({ baseUrl })
const account = answer(await open.POST('/auth/register', { body: { email, password, timezone: 'Europe/Vienna' } }))
const signedIn = answer(await open.POST('/auth/login', { body: { email, password } }))

const api = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${signedIn.access_token}` } })

const calendar = answer(await api.POST('/calendars', { body: { name: 'Work' } }))

const planning: EventInput = {
  calendar_id: calendar.id,
  title: 'Planning',
  start_time: '2026-06-02T09:00:00+02:00',
  end_time: '2026-06-02T10:00:00+02:00',
  timezone: 'Europe/Vienna',
}
const send = { params: { header: { 'Idempotency-Key': 'planning-1' } }, body: planning }
const meeting = answer(await api.POST('/events', send))
const again = answer(await api.POST('/events', send))
const holiday = answer(await api.POST('/events', {
  body: { calendar_id: calendar.id, title: 'Corpus Christi', all_day: true, start_time: '2026-06-04', end_time: '2026-06-05' },
}))
const series = answer(await api.POST('/events', {
  body: {
    calendar_id: calendar.id,
    title: 'Standup',
    start_time: '2026-06-01T09:00:00+02:00',
    end_time: '2026-06-01T09:15:00+02:00',
    timezone: 'Europe/Vienna',
    recurrence_rule: 'FREQ=WEEKLY;BYDAY=MO',
  },
}))

/** Every page of a range. */
async function range(start: string, end: string): Promise<Event[]> {
  const found: Event[] = []
  let cursor: string | null = null
  do {
    const query: { start: string; end: string; limit: number; cursor?: string } = { start, end, limit: 3 }
    if (cursor !== null) query.cursor = cursor
    const page = answer(await api.GET('/events', { params: { query } }))
    found.push(...page.data)
    cursor = page.next_cursor
  } while (cursor !== null)
  return found
}

// A change that was seen, one that was not, and one that removes what it names.
const path = { id: meeting.id }
const moved = answer(await api.PATCH('/events/{id}', {
  params: { path, header: { 'If-Match': `"${meeting.version}"` } },
  body: { title: 'Planning, moved', location: 'Room 4' },
}))
const stale = await api.PATCH('/events/{id}', {
  params: { path, header: { 'If-Match': `"${meeting.version}"` } },
  body: { location: null, tags: ['late'] },
})
const cleared = answer(await api.PATCH('/events/{id}', { params: { path }, body: { location: null } }))
// What was read may be sent back.
const replaced = answer(await api.PUT('/events/{id}', { params: { path }, body: { ...cleared, status: 'tentative' } }))

const occurrence = answer(await api.PATCH('/events/{id}', {
  params: { path: { id: series.id }, query: { scope: 'this', occurrence: '2026-06-08T07:00:00Z' } },
  body: { start_time: '2026-06-09T07:00:00Z', end_time: '2026-06-09T07:15:00Z' },
}))
const june = await range('2026-06-01T00:00:00Z', '2026-07-01T00:00:00Z')

const availability = answer(await api.GET('/availability', {
  params: { query: { calendar_id: [calendar.id], start: '2026-06-01T00:00:00Z', end: '2026-06-08T00:00:00Z' } },
}))
const slots = answer(await api.POST('/availability/find', {
  body: {
    calendar_ids: [calendar.id],
    duration_minutes: 30,
    start: '2026-06-01T00:00:00+02:00',
    end: '2026-06-08T00:00:00+02:00',
    working_hours: [{ days: ['MO', 'TU'], start: '09:00', end: '17:00' }],
  },
}))

const contact = answer(await api.POST('/contacts', { body: { first_name: 'Zoë', last_name: 'Müller', phone: '+43 660 1234567' } }))
const searched = answer(await api.GET('/contacts', { params: { query: { search: 'mull' } } }))

const key = answer(await api.POST('/api-keys', { body: { name: 'kitchen display', scopes: { events: ['read'], contacts: ['read'] } } }))
const display = createClient<paths>({ baseUrl, headers: { 'X-API-Key': key.key } })

/** The titles in that many messages of events from the feed; a message's `type` says what its data is. */
async function told(count: number): Promise<string[]> {
  const titles: string[] = []
  let after = 0
  while (titles.length < count) {
    const page = answer(await display.GET('/feed', { params: { query: { after, nouns: ['event'] } } }))
    for (const message of page.data) {
      if (message.type === 'event.created' || message.type === 'event.updated') titles.push(message.data?.title ?? message.dataref ?? '')
    }
    after = page.next_after
    if (page.data.length === 0) await new Promise(resolve => setTimeout(resolve, 50))
  }
  return titles
}

console.log(JSON.stringify({
  user: account.user.id === signedIn.user.id,
  once: meeting.id === again.id,
  all_day: holiday.all_day,
  moved: moved.location,
  stale: stale.error?.code,
  cleared: cleared.location,
  replaced: replaced.status,
  recurrence_id: occurrence.recurrence_id,
  june: june.map(event => event.title),
  busy: availability.busy.length,
  first_slot: slots.slots[0]?.start,
  found: searched.data.map(found => found.id === contact.id),
  told: await told(7),
}))
