"""Every fault that one can make in the contract ends the generator with one sentence that names its file and line, and
leaves what was generated before as it was.

A row is the file, the text that is changed and what it becomes, and the sentence.  The line is that on which the change
begins and so many more as the row says, or that of a text which the row names.
"""

import re

import pytest
from project import ASYNC, AUTH, CALENDAR, COMMON, CONTACT, DELIVERY, EVENT, FEED, copied, line_of, said

PHONE = "phone: {type: [string, 'null'], minLength: 1, maxLength: 64,"
TAGS = "tags:\n          type: array\n          maxItems: 20\n          uniqueItems: true\n          default: []\n"
LIST = "operationId: contact.list\n"
SEARCH = "schema: {type: string, minLength: 1, maxLength: 100}"
CREATED = "'201': {description: The new contact., content: {application/json: {schema: {$ref: '#/components/schemas/Contact'}}}}"
COLOR = "pattern: '^#[0-9A-Fa-f]{6}$'\n"
END = "ContactList: {x-list-of: Contact}\n"


def schema(text):
    """One more schema at the end of contact.yaml."""
    return (CONTACT, END, END + f"    Extra: {{type: object, properties: {{{text}}}}}\n")


FAULTS = {
    # ---- YAML
    "no YAML": (CONTACT, "tags: [Contacts]\n", "tags: [Contacts\n", 1, "did not find expected ',' or ']'"),
    "a tab": (CONTACT, "      x-auth: key\n", "\tx-auth: key\n", 0, "found a tab character where an indentation space is expected"),
    "a key twice": (CONTACT, "x-auth: key\n", "x-auth: key\n      x-auth: user\n", 1, "x-auth stands twice"),
    "a key that is no text": (CONTACT, "'200': {description: The contact.,", "200: {description: The contact.,", 0,
                              "a key must be text; put it into quotes"),
    "an anchor": (CONTACT, "x-auth: key\n", "x-auth: &a key\n      x-limit: *a\n", 0, "anchors and tags are not read"),
    "no mapping": (CONTACT, "components:\n", "components: none\nx-schemas:\n", 0, "components must be a mapping"),
    "nothing": (CONTACT, None, "", 0, "must be a mapping"),
    # ---- files
    "an unknown member of a file": (CONTACT, "paths:\n", "path:\n", 0, "path is unknown; did you mean paths?"),
    "another service's name": (CONTACT, "x-service: contact", "x-service: contacts", 0, "x-service is contacts, not contact"),
    "an unknown component": (CONTACT, "components:\n  schemas:", "components:\n  schemata:", 1, "schemata is unknown; did you mean schemas?"),
    "an unknown member of common": (COMMON, "security:\n", "securities:\n", 0, "securities is unknown; did you mean security?"),
    "a schema twice": (EVENT, "  schemas:\n", "  schemas:\n    Contact: {x-list-of: Event}\n", 1,
                       "Contact: stands in schemas/openapi/contact.yaml:{n} as well"),
    "a parameter twice": (CALENDAR, "  parameters:\n    UserId:", "  parameters:\n    Id: {name: id, in: path, required: true, "
                          "schema: {type: string}}\n    UserId:", 1, "Id: stands in schemas/openapi/common.yaml:{n} as well"),
    # ---- operations
    "a misspelt key": (CONTACT, "x-timeout-ms: 5000\n", "x-timeout-ms: 5000\n      x-timout-ms: 1\n", 1,
                       "GET /contacts: x-timout-ms is unknown; did you mean x-timeout-ms?"),
    "no audience": (CONTACT, "x-auth: key\n", "deprecated: false\n", -23, "GET /contacts: misses x-auth"),
    "an unknown audience": (CONTACT, "x-auth: key\n", "x-auth: everybody\n", 0, "GET /contacts: x-auth is everybody, not public or user or key"),
    "no scope": (CONTACT, "      x-scope: contacts:read\n", "", -24, "GET /contacts: x-auth key without x-scope"),
    "an unknown scope": (CONTACT, "x-scope: contacts:read\n", "x-scope: people:read\n", 0,
                         "GET /contacts: x-scope people:read is none of ApiKeyScopes"),
    "a scope that nobody is asked for": (CONTACT, "x-auth: key\n", "x-auth: user\n", 1,
                                         "GET /contacts: x-scope is asked of keys alone, and x-auth is not key"),
    "any scope that nobody is asked for": (AUTH, "x-auth: user\n", "x-auth: user\n      x-scope: any\n", 1,
                                           "POST /auth/logout: x-scope is asked of keys alone, and x-auth is not key"),
    "any scope of the gateway's own": (FEED, "x-auth: key\n", "x-auth: key\n      x-scope: any\n", 1,
                                       "GET /feed: x-scope any is for a service, which is told the key's scopes; the gateway knows them"),
    "a scope of another form": (CONTACT, "x-scope: contacts:read\n", "x-scope: all\n", 0,
                                "GET /contacts: x-scope must be any, or like contacts:read, not all"),
    "an answer without id and version to a key that writes": (
        CONTACT, "x-scope: contacts:read\n", "x-scope: contacts:write\n", -24,
        "GET /contacts: ContactList misses id or version: of what it answers, a key without contacts:read is told these alone"),
    "no time": (CONTACT, "      x-timeout-ms: 5000\n", "", -25, "GET /contacts: misses x-timeout-ms"),
    "no time at all": (CONTACT, "x-timeout-ms: 5000\n", "x-timeout-ms: 0\n", 0, "GET /contacts: x-timeout-ms must be at least 1"),
    "a time in words": (CONTACT, "x-timeout-ms: 5000\n", "x-timeout-ms: long\n", 0, "GET /contacts: x-timeout-ms must be a whole number"),
    "a limit without a policy": (CONTACT, LIST, LIST + "      x-limit: logn\n", 1,
                                 "GET /contacts: x-limit logn has no policy in gateway/limit/limit_policy.c; did you mean login?"),
    "no operationId": (CONTACT, f"      {LIST}", "", -1, "GET /contacts: misses operationId"),
    "an operationId twice": (CONTACT, "operationId: contact.create\n", LIST, 0,
                             "POST /contacts: operationId contact.list stands in schemas/openapi/contact.yaml:{n} as well"),
    "another service's operationId": (CONTACT, LIST, "operationId: event.lists\n", 0,
                                      "GET /contacts: operationId event.lists does not begin with contact."),
    "an operationId of another form": (CONTACT, LIST, "operationId: listContacts\n", 0,
                                       "GET /contacts: operationId must be like contact.create, not listContacts"),
    "no such tag": (CONTACT, "tags: [Contacts]", "tags: [Contact]", 0, "GET /contacts: tag Contact is none of the file's tags; did you mean Contacts?"),
    "one click with credentials": (CONTACT, "operationId: contact.create\n", "operationId: contact.create\n      x-one-click: true\n", 1,
                                   "POST /contacts: x-one-click belongs to a public operation whose body is a token"),
    "one click without a body": (CONTACT, LIST, LIST + "      x-one-click: true\n", 1, "GET /contacts: x-one-click without a body"),
    "a key that only a POST keeps": (CONTACT, LIST, LIST + "      x-keeps-key: true\n", 1, "GET /contacts: x-keeps-key belongs to a POST"),
    "told to writers by what only reads": (CONTACT, LIST, LIST + "      x-told-to-writers: true\n", 1,
                                           "GET /contacts: x-told-to-writers belongs to what writes and answers"),
    "an unknown method": (CONTACT, "  /contacts:\n    get:\n", "  /contacts:\n    head:\n", 1, "/contacts: head is unknown"),
    "a path that is none": (CONTACT, "  /contacts:\n", "  contacts:\n", 0, "contacts: contacts is no path of letters, digits and {parameters}"),
    "a path twice": (CONTACT, "  /contacts/{id}:\n", "  /calendars/{number}:\n", 3, "GET /calendars/{number}: the path's {number} is no parameter"),
    "a route twice": (EVENT, "  /events/{id}:\n", "  /contacts/{id}:\n", "    get:\n      operationId: event.get\n",
                      "GET /contacts/{id}: GET /contacts/{} stands in schemas/openapi/contact.yaml:{n} as well"),
    # ---- parameters
    "a parameter that is not there": (CONTACT, "parameters/Cursor'", "parameters/Curser'", 0,
                                      "GET /contacts: Curser is no parameter; did you mean Cursor?"),
    "a header": (CONTACT, "parameters/Cursor'", "parameters/IfMatch'", 0,
                 "GET /contacts: If-Match is a header: the gateway reads those itself, and bundle.py says of which operations"),
    "a header of its own": (CONTACT, "in: query\n", "in: header\n", 0, "GET /contacts search: in is header, not path or query"),
    "no schema": (CONTACT, f"          {SEARCH}\n", "", -3, "GET /contacts search: misses schema"),
    "an unknown member of a parameter": (CONTACT, SEARCH, "explode: true\n          " + SEARCH, 0, "GET /contacts search: explode is unknown; did you mean example?"),
    "a parameter that may be null": (CONTACT, SEARCH, "schema: {type: [string, 'null']}", 0, "GET /contacts search: a parameter has a type, and is never null"),
    "an array's default": (EVENT, "schema: {type: array, maxItems: 100, items:", "schema: {type: array, maxItems: 100, default: [x], items:", 0,
                           "GET /events calendar_id: the default of an array can only be []"),
    "a parameter twice in one operation": (CONTACT, "parameters/Cursor'", "parameters/Limit'", 0, "GET /contacts: parameter limit stands twice"),
    # ---- bodies and answers
    "an inline schema": (CONTACT, CREATED, CREATED.replace("{$ref: '#/components/schemas/Contact'}", "{type: object}"), 0,
                         "POST /contacts: a schema here must be a $ref to one of components/schemas"),
    "another media type": (CONTACT, "          application/json:\n", "          text/vcard:\n", 0,
                           "POST /contacts: media type text/vcard is none that the gateway reads and writes: application/json, "
                           "application/merge-patch+json"),
    "a patch as JSON": (CONTACT, "application/merge-patch+json", "application/json", 0,
                        "PATCH /contacts/{id}: a PATCH has a body of application/merge-patch+json, and no other method has"),
    "a patch of no patch": (CONTACT, "'#/components/schemas/ContactPatch'", "'#/components/schemas/Contact'", 0,
                            "PATCH /contacts/{id}: Contact is no patch: x-patch-of belongs to a PATCH, and a PATCH needs it"),
    "a schema that is not there": (CONTACT, CREATED, CREATED.replace("schemas/Contact'", "schemas/Kontact'"), 0,
                                   "POST /contacts: Kontact is no schema; did you mean Contact?"),
    "another service's schema": (CONTACT, CREATED, CREATED.replace("schemas/Contact'", "schemas/Event'"), 0, "POST /contacts: Event belongs to event"),
    "an unknown member of a response": (CONTACT, CREATED, CREATED.replace("content:", "contents:"), 0,
                                        "POST /contacts: contents is unknown; did you mean content?"),
    "two good answers": (CONTACT, CREATED, "'200': {description: As before.}\n        " + CREATED, -1, "POST /contacts: needs one response of 2xx, and has 2"),
    "two answers without a body": (CONTACT, CREATED, "'200': {description: As before.}\n        '204': {description: Gone.}", -1,
                                  "POST /contacts: needs one response of 2xx, and has 2"),
    "no good answer": (CONTACT, CREATED, CREATED.replace("'201'", "'400'"), -1, "POST /contacts: needs one response of 2xx, and has 0"),
    "an error that is none": (CONTACT, CREATED, CREATED + "\n        " + CREATED.replace("'201'", "'404'"), 1, "POST /contacts: the body of 404 is not Error"),
    # ---- schemas
    "a misspelt keyword": (CONTACT, PHONE, PHONE.replace("minLength", "minLenght"), 0,
                           "Contact.phone: minLenght is nothing that a text has; did you mean minLength?"),
    "a keyword of another type": (*schema("n: {type: string, format: date, maxLength: 10}"), 1, "Extra.n: maxLength is nothing that a date has"),
    "a keyword of a birthday": (*schema("n: {type: string, format: birthday, maxLength: 10}"), 1, "Extra.n: maxLength is nothing that a birthday has"),
    "a keyword that nobody checks": (*schema("n: {type: integer, multipleOf: 2}"), 1, "Extra.n: multipleOf is nothing that an integer has"),
    "an unknown format": (CONTACT, PHONE, PHONE.replace("minLength", "format: tel, minLength"), 0,
                          "Contact.phone: format tel is checked by no table; x-checked-by must name the function of services/contact that does"),
    "a misspelt format": (*schema("n: {type: string, format: emial}"), 1,
                          "Extra.n: format emial is checked by no table; x-checked-by must name the function of services/contact "
                          "that does; did you mean email?"),
    "a check that is not there": (EVENT, "x-checked-by: check_rule\n", "x-checked-by: check_roole\n", 0,
                                  "Event.recurrence_rule: services/event has no function check_roole"),
    "no type": (*schema("n: {description: Whatever.}"), 1, "Extra.n: misses type"),
    "a free-form object without a size": (*schema("n: {type: object, additionalProperties: true, x-max-depth: 8}"), 1,
                                          "Extra.n: a free-form object needs x-max-bytes"),
    "a free-form object without a depth": (*schema("n: {type: object, additionalProperties: true, x-max-bytes: 9}"), 1,
                                           "Extra.n: a free-form object needs x-max-depth"),
    "a free-form object that nests too deep": (*schema("n: {type: object, additionalProperties: true, x-max-bytes: 9, x-max-depth: 17}"), 1,
                                               "Extra.n: x-max-depth is above 16"),
    "a free-form object that is closed": (*schema("n: {type: object, additionalProperties: false, x-max-bytes: 9, x-max-depth: 8}"), 1,
                                          "Extra.n: additionalProperties is false, not true"),
    "a list of objects as they were sent": (*schema("n: {type: array, items: {$ref: '#/components/schemas/Contact', x-as-sent: input}}"), 1,
                                            "Extra.n: an item is not kept as it was sent: a member of it may be"),
    "as it was sent, in another way": (*schema("n: {$ref: '#/components/schemas/Contact', x-as-sent: output}"), 1,
                                       "Extra.n: x-as-sent is output, not input or patch"),
    "a list of free-form objects": (*schema("n: {type: array, items: {type: object, additionalProperties: true, x-max-bytes: 9, x-max-depth: 8}}"), 1,
                                    "Extra.n: an item is no free-form object"),
    "a choice twice": (*schema("n: {type: string, enum: [a, b, a]}"), 1, "Extra.n: enum has a choice twice"),
    "a default in no zone": (AUTH, "maxLength: 64, default: UTC", "maxLength: 64, default: Mars", 0, "User.timezone: default Mars is no timezone that is known to the generator"),
    "no tags": (CONTACT, "      tags: [Contacts]\n", "", -2, "GET /contacts: misses tags, under which the reference shows it"),
    "a number": (*schema("n: {type: number}"), 1, "Extra.n: type number has no form in C: string, integer, boolean and array have"),
    "two types": (*schema("n: {type: [string, integer]}"), 1, "Extra.n: type must be one type, with or without 'null'"),
    "an object inside": (*schema("n: {type: object, properties: {a: {type: string}}}"), 1,
                         "Extra.n: an object inside of another needs a schema of its own and a $ref to it"),
    "required and not there": (CONTACT, "required: [id, owner_id, version, ", "required: [id, owner, version, ", 0,
                               "Contact: owner is required and is not there; did you mean owner_id?"),
    "limits that leave nothing": (CONTACT, PHONE, PHONE.replace("1,", "65,"), 0, "Contact.phone: minLength is above maxLength"),
    "a default that is none of its choices": (EVENT, "enum: [confirmed, tentative, cancelled], default: confirmed",
                                              "enum: [confirmed, tentative, cancelled], default: open", 0, "Event.status: default open is none of enum"),
    "a default past its limits": (COMMON, "maximum: 200, default: 50", "maximum: 20, default: 50", 0, "Limit limit: default 50 is not from minimum to maximum"),
    "a default that does not fit": (CALENDAR, "default: '#4285F4'", "default: blue", 0, "Calendar.color: default blue is not what the schema takes"),
    "a pattern that is not the same to all": (CALENDAR, COLOR, "pattern: '^#\\d+$'\n", 0,
                                              "Calendar.color: pattern: \\d at its character 3 does not mean the same to everybody"),
    "a pattern without its problem": (CALENDAR, "          x-pattern-message: 'must be a colour such as #1a2b3c'\n", "", -1,
                                      "Calendar.color: pattern needs an x-pattern-message, which says what is wrong with a text that does not fit"),
    "a pattern beside a format": (CALENDAR, COLOR, COLOR + "          format: email\n", 0, "Calendar.color: pattern stands beside a format; one of them is enough"),
    "unique items without a bound": (CONTACT, TAGS, TAGS.replace("          maxItems: 20\n", ""), 2, "Contact.tags: uniqueItems needs a maxItems of at most 1000"),
    "an array without items": (*schema("n: {type: array}"), 1, "Extra.n: an array needs items"),
    "an array that may be null": (*schema("n: {type: [array, 'null'], items: {type: string}}"), 1, "Extra.n: an array is never null"),
    "items that may be null": (*schema("n: {type: array, items: {type: [string, 'null']}}"), 1,
                               "Extra.n: an item is neither an array nor null, and has no default"),
    "a name that C has": (*schema("default: {type: string}"), 1, "Extra: default cannot be the name of a member in C"),
    "a circle": (CONTACT, END, END + "    One: {type: object, properties: {a: {$ref: '#/components/schemas/Two'}}}\n"
                 "    Two: {type: object, properties: {a: {$ref: '#/components/schemas/One'}}}\n", 2, "Two.a: One holds itself"),
    "a schema of no kind": (CONTACT, END, END + "    Extra: {type: string}\n", 1, "Extra: a schema of its own is an object, not string"),
    "a private schema in the reference": (CALENDAR, "  schemas:\n", "  schemas:\n    Extra: {type: object, properties: "
                                          "{a: {$ref: '#/x-schemas/AccessChange'}}}\n", 1, "Extra.a: AccessChange is of x-schemas, which the reference does not have"),
    # ---- the bus
    "an unknown caller": (EVENT, "x-callers: [calendar]", "x-callers: [calender]", 0,
                          "event.access_apply: calender is no process that asks on the bus; did you mean calendar?"),
    "an unknown member of a bus operation": (EVENT, "input: AccessApply}", "inputs: AccessApply}", 0, "event.access_apply: inputs is unknown; did you mean input?"),
    "a pattern that nobody checks on the bus": (EVENT, "items: {type: string, maxLength: 10}", "items: {type: string, pattern: ^a, x-pattern-message: must be a}", 0,
                                                "AccessApply.roles: pattern: messages of our own are not held against patterns and formats"),
    "a pattern that nobody checks in the gateway": (FEED, "schema: {type: string, format: uuid}", "schema: {type: string, pattern: ^a, x-pattern-message: must be a}", 0,
                                                    "GET /feed since: pattern: the gateway reads parameters of its own by hand, and no patterns"),
    # ---- AsyncAPI
    "an unknown member of AsyncAPI": (ASYNC, "channels:\n", "chanels:\n", 0, "chanels is unknown; did you mean channels?"),
    "a noun's unknown service": (ASYNC, "    service: contact\n", "    service: contacts\n", 0, "x-changes contact: contacts is no service; did you mean contact?"),
    "a noun's unknown schema": (ASYNC, "data: Contact\n", "data: Kontact\n", 0, "x-changes contact: Kontact is no schema; did you mean Contact?"),
    "a noun's path of another object": (ASYNC, "path: /contacts/{id}\n", "path: /contact/{id}\n", 0,
                                        "x-changes contact: /contact/{id} is no path at which Contact is read; did you mean /contacts/{id}?"),
    "a noun's unknown scope": (ASYNC, "scope: contacts:read\n", "scope: people:read\n", 0, "x-changes contact: scope people:read is none of ApiKeyScopes"),
    "a noun's unknown member": (ASYNC, "without: [public_token, display]", "without: [public_tokens, display]", 0,
                                "x-changes calendar: public_tokens is nothing that Calendar has; did you mean public_token?"),
    "a misspelt key of a noun": (ASYNC, "shared: true\n", "share: true\n", 0, "x-changes calendar: share is unknown; did you mean shared?"),
    "a noun that only services hear, and is read at a path": (ASYNC, "  contact:\n    service: contact\n",
                                                              "  contact:\n    audience: services\n    service: contact\n", "    path: /contacts",
                                                              "x-changes contact: path is unknown"),
    "a noun that only others hear": (ASYNC, "  contact:\n    service: contact\n", "  contact:\n    audience: others\n    service: contact\n", 1,
                                     "x-changes contact: audience is others, not services"),
    "a noun that only services hear, with an object that users read": (
        ASYNC, "x-changes:\n", "x-changes:\n  odd: {audience: services, service: contact, data: Contact, verbs: {made: Odd.}}\n", 1,
        "x-changes odd: Contact is no object with an id of x-schemas, and no user hears of it"),
    "a noun that only services hear, without an id": (
        ASYNC, "x-changes:\n", "x-changes:\n  odd: {audience: services, service: auth, data: DeparturesAsk, verbs: {made: Odd.}}\n", 1,
        "x-changes odd: DeparturesAsk is no object with an id of x-schemas, and no user hears of it"),
    "a list of no nouns": (ASYNC, "x-nouns: scoped", "x-nouns: some", 0, "x-nouns is some, not all or scoped"),
    "a list beside another": (FEED, "x-nouns: all", "x-nouns: all, enum: [event]", 0, "x-nouns stands beside enum"),
    "a consumer of no noun": (CONTACT, "noun: user,", "noun: users,", 0,
                              "x-hears: users is no noun of x-changes; did you mean user?"),
    "a consumer that cannot rebuild": (CONTACT, "{noun: user, rebuild: auth.departures}", "{noun: user}", 0, "misses rebuild"),
    "a consumer that rebuilds from nothing": (CONTACT, "rebuild: auth.departures", "rebuild: auth.departure", 0,
                                              "x-hears: auth.departure is nothing that a service answers on the bus; did you mean auth.departures?"),
    "a consumer that rebuilds from another service": (CONTACT, "rebuild: auth.departures", "rebuild: calendar.access_changes", 0,
                                                      "x-hears: calendar.access_changes is not of auth, whose user it hears"),
    "a question that nobody answers": (EVENT, "x-service: event\n", "x-service: event\nx-asks: [calendar.access_change]\n", 1,
                                       "x-asks: calendar.access_change is nothing that a service answers on the bus; did you mean calendar.access_changes?"),
    "a question of an operation that nobody answers": (
        CALENDAR, "operationId: calendar.create\n", "operationId: calendar.create\n      x-asks: [auth.departure]\n", 1,
        "calendar.create: auth.departure is nothing that a service answers on the bus; did you mean auth.departures?"),
    "a question that users ask": (CALENDAR, "operationId: calendar.create\n", "operationId: calendar.create\n      x-asks: [auth.me]\n", 1,
                                  "calendar.create: auth.me is nothing that a service answers on the bus; did you mean auth.keys?"),
    "a question twice": (CALENDAR, "operationId: calendar.create\n", "operationId: calendar.create\n      x-asks: [auth.keys, auth.keys]\n", 1,
                         "calendar.create: asks auth.keys twice"),
    "a question to oneself": (CALENDAR, "operationId: calendar.create\n", "operationId: calendar.create\n      x-asks: [calendar.access_changes]\n", 1,
                              "calendar.create: asks calendar.access_changes, which is of the same service: its handler can do that itself"),
    "no question": (CALENDAR, "operationId: calendar.create\n", "operationId: calendar.create\n      x-asks: []\n", 1,
                    "POST /calendars: x-asks must not be empty"),
    "a question of the gateway's own": (FEED, "x-auth: key\n", "x-auth: key\n      x-asks: [auth.keys]\n", 1, "GET /feed: x-asks is unknown"),
    "handlers that ask each other": (EVENT, "operationId: event.get\n", "operationId: event.get\n      x-asks: [calendar.access_changes]\n",
                                     "x-callers: [calendar]", "event.access_apply: calendar asks event.access_apply, event asks calendar.access_changes: "
                                     "handlers ask in no circle; a job may, by x-asks at the top of its service's file"),
    "an operation on the bus that nobody asks": (CALENDAR, "x-operations:\n", "x-operations:\n  - {operationId: calendar.odd, x-timeout-ms: 2000}\n", 1,
                                                 "calendar.odd: nobody asks it: neither x-callers here nor x-asks of another service names a process"),
    "a scope that is no word": (CONTACT, "x-scopes: [contacts]", "x-scopes: [Contacts!]", 0, "x-scopes[0] must be like contacts, not Contacts!"),
    "a misspelt keyword of AsyncAPI": (ASYNC, "token: {type: string, maxLength: 4096}", "token: {type: string, maxLenght: 4096}", 0,
                                       "message auth: maxLenght is unknown; did you mean maxLength?"),
    "a reference that leads nowhere": (ASYNC, "ready: {$ref: '#/components/messages/ready'}", "ready: {$ref: '#/components/messages/reedy'}", 0,
                                       "$ref #/components/messages/reedy leads nowhere"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_one_sentence_with_its_line(tmp_path, fault):
    file, old, new, more, sentence = FAULTS[fault]
    text, line = copied(tmp_path, file, old, new)
    line = line_of(text, more) if isinstance(more, str) else line + more
    assert re.sub(r"(?<=stands in )(.*):[0-9]+", r"\1:{n}", said(tmp_path)) == f"{file}:{line}: {sentence}"


def test_a_circle_of_three_is_refused_where_it_closes(tmp_path):
    copied(tmp_path, DELIVERY, "{operationId: delivery.retry, x-callers: [admin],",
           "{operationId: delivery.retry, x-callers: [event], x-asks: [calendar.access_changes],")
    line = line_of((tmp_path / EVENT).read_text(), "x-callers: [calendar]")
    assert said(tmp_path) == (f"{EVENT}:{line}: event.access_apply: calendar asks event.access_apply, event asks delivery.retry, "
                              "delivery asks calendar.access_changes: handlers ask in no circle; a job may, by x-asks at the top of its service's file")
