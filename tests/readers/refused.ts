// What the types of the contract must not let through: the compiler fails where one of these lines is right.

import createClient from 'openapi-fetch'
import type { components, paths } from './api.js'

type EventInput = components['schemas']['EventInput']
type EventPatch = components['schemas']['EventPatch']

const times = { start_time: '2026-06-02T09:00:00Z', end_time: '2026-06-02T10:00:00Z' }
const whole: EventInput = { calendar_id: 'c', title: 'Planning', ...times }

// @ts-expect-error a title must be there
export const untitled: EventInput = { calendar_id: 'c', ...times }
// @ts-expect-error a version is not sent
export const versioned: EventInput = { ...whole, version: 1 }
// @ts-expect-error a choice is one of a list
export const elsewhere: EventInput = { ...whole, status: 'perhaps' }
// @ts-expect-error a time is a text
export const timed: EventInput = { ...whole, start_time: new Date() }
// @ts-expect-error a title cannot be removed
export const removed: EventPatch = { title: null }
// @ts-expect-error a patch has no other members either
export const unknown: EventPatch = { titel: 'Planning' }

const api = createClient<paths>({ baseUrl: '/' })

// @ts-expect-error an event has an id in its path
export const nowhere = api.GET('/events/{id}')
// @ts-expect-error an error's code is one of a closed list
export const code = async () => (await api.POST('/events', { body: whole })).error?.code === 'no_such_code'
// @ts-expect-error an answer may be an error
export const title: () => Promise<string> = async () => (await api.POST('/events', { body: whole })).data.title
